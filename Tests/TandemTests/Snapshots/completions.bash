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
  esac
  if [[ $cur == -* ]]; then
    case $verb in
      '') _tandem_words '--tape --theme --color --ascii --linear --env --credentials --journal --simulators --help -h --version -V' ;;
      preview) _tandem_words '--venue --format --at --seed --env --credentials --reveal --help -h' ;;
      check) _tandem_words '--venue --market --format --help -h' ;;
      simulate) _tandem_words '--venue --cards --card --format --help -h' ;;
      serve) _tandem_words '--listen --port --credentials-out --tape --help -h' ;;
      rules) _tandem_words '--format --help -h' ;;
      venues) _tandem_words '--format --help -h' ;;
      play) _tandem_words '--size --dump --theme --ascii --color --env --help -h' ;;
      themes) _tandem_words '--format --preview --dump --size --color --ascii --help -h' ;;
      help) _tandem_words '--help -h' ;;
      man) _tandem_words '--help -h' ;;
      completions) _tandem_words '--help -h' ;;
    esac
    return
  fi
  case $verb in
    '') _tandem_words 'preview check simulate serve rules venues play themes help man completions' ;;
    preview) _tandem_files ;;
    check) _tandem_files ;;
    simulate) _tandem_files ;;
    play) _tandem_files ;;
    help) _tandem_words 'preview check simulate serve rules venues play themes help man completions' ;;
    completions) _tandem_words 'bash zsh fish' ;;
  esac
}

complete -F _tandem tandem
