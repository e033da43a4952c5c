# bash completion for tandem; made by: tandem completions bash

_tandem_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }

_tandem_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}

_tandem() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb=
  COMPREPLY=()
  ((COMP_CWORD > 1)) && verb=${COMP_WORDS[1]}
  # bash parts --name=value into three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  case "$verb $prev" in
    'preview --venue') _tandem_words 'binance crypto-com bingx kucoin tradovate'; return ;;
    'preview --format') _tandem_words 'wire json curl'; return ;;
    'preview --at') :; return ;;
    'preview --seed') :; return ;;
    'preview --env') _tandem_words 'paper testnet demo live'; return ;;
    'preview --credentials') _tandem_files; return ;;
    'check --venue') _tandem_words 'binance crypto-com bingx kucoin tradovate'; return ;;
    'check --market') _tandem_files; return ;;
    'check --format') _tandem_words 'text json'; return ;;
    'submit --venue') _tandem_words 'binance crypto-com bingx kucoin tradovate'; return ;;
    'submit --env') _tandem_words 'paper testnet demo live'; return ;;
    'submit --credentials') _tandem_files; return ;;
    'submit --journal') _tandem_files; return ;;
    'submit --simulators') :; return ;;
    'submit --wait') :; return ;;
    'submit --format') _tandem_words 'text json'; return ;;
    'lists --venue') _tandem_words 'binance crypto-com bingx kucoin tradovate'; return ;;
    'lists --env') _tandem_words 'paper testnet demo live'; return ;;
    'lists --credentials') _tandem_files; return ;;
    'lists --journal') _tandem_files; return ;;
    'lists --simulators') :; return ;;
    'lists --wait') :; return ;;
    'lists --format') _tandem_words 'text json'; return ;;
    'cancel --venue') _tandem_words 'binance crypto-com bingx kucoin tradovate'; return ;;
    'cancel --leg') :; return ;;
    'cancel --env') _tandem_words 'paper testnet demo live'; return ;;
    'cancel --credentials') _tandem_files; return ;;
    'cancel --journal') _tandem_files; return ;;
    'cancel --simulators') :; return ;;
    'cancel --wait') :; return ;;
    'cancel --format') _tandem_words 'text json'; return ;;
    'journal --journal') _tandem_files; return ;;
    'journal --head') :; return ;;
    'journal --format') _tandem_words 'text json'; return ;;
    'simulate --venue') _tandem_words 'binance crypto-com bingx kucoin tradovate'; return ;;
    'simulate --card') :; return ;;
    'simulate --format') _tandem_words 'text json'; return ;;
    'serve --listen') :; return ;;
    'serve --port') :; return ;;
    'serve --credentials-out') _tandem_files; return ;;
    'serve --tape') _tandem_files; return ;;
    'rules --format') _tandem_words 'text json'; return ;;
    'venues --format') _tandem_words 'text json'; return ;;
    'play --size') :; return ;;
    'play --dump') _tandem_words 'text ansi svg'; return ;;
    'play --theme') :; return ;;
    'play --color') _tandem_words 'mono 8 16 256 true'; return ;;
    'play --env') _tandem_words 'paper testnet demo live'; return ;;
    'themes --format') _tandem_words 'text json'; return ;;
    'themes --preview') :; return ;;
    'themes --dump') _tandem_words 'ansi svg'; return ;;
    'themes --size') :; return ;;
    'themes --color') _tandem_words 'mono 8 16 256 true'; return ;;
    'doctor --venue') _tandem_words 'binance crypto-com bingx kucoin tradovate'; return ;;
    'doctor --env') _tandem_words 'paper testnet demo live'; return ;;
    'doctor --credentials') _tandem_files; return ;;
    'doctor --journal') _tandem_files; return ;;
    'doctor --simulators') :; return ;;
    'doctor --wait') :; return ;;
    'doctor --format') _tandem_words 'text json'; return ;;
  esac
  if [[ $cur == -* ]]; then
    case $verb in
      '') _tandem_words '--tape --theme --color --ascii --linear --env --credentials --journal --simulators --help -h --version -V' ;;
      preview) _tandem_words '--venue --format --at --seed --env --credentials --reveal --help -h' ;;
      check) _tandem_words '--venue --market --format --help -h' ;;
      submit) _tandem_words '--venue --env --credentials --journal --simulators --wait --yes --format --help -h' ;;
      lists) _tandem_words '--venue --offline --env --credentials --journal --simulators --wait --format --help -h' ;;
      cancel) _tandem_words '--venue --leg --env --credentials --journal --simulators --wait --yes --format --help -h' ;;
      journal) _tandem_words '--journal --head --format --help -h' ;;
      simulate) _tandem_words '--venue --cards --card --format --help -h' ;;
      serve) _tandem_words '--listen --port --credentials-out --tape --help -h' ;;
      rules) _tandem_words '--format --help -h' ;;
      venues) _tandem_words '--format --help -h' ;;
      play) _tandem_words '--size --dump --theme --ascii --color --env --help -h' ;;
      themes) _tandem_words '--format --preview --dump --size --color --ascii --help -h' ;;
      doctor) _tandem_words '--venue --env --credentials --journal --simulators --wait --format --help -h' ;;
      help) _tandem_words '--help -h' ;;
      man) _tandem_words '--help -h' ;;
      completions) _tandem_words '--help -h' ;;
    esac
    return
  fi
  case $verb in
    '') _tandem_words 'preview check submit lists cancel journal simulate serve rules venues play themes doctor help man completions' ;;
    preview) _tandem_files ;;
    check) _tandem_files ;;
    submit) _tandem_files ;;
    cancel) : ;;
    journal) _tandem_words 'list verify export' ;;
    simulate) _tandem_files ;;
    play) _tandem_files ;;
    help) _tandem_words 'preview check submit lists cancel journal simulate serve rules venues play themes doctor help man completions' ;;
    completions) _tandem_words 'bash zsh fish' ;;
  esac
}

complete -F _tandem tandem
