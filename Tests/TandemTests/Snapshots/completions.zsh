#compdef tandem
# zsh completion for tandem; made by: tandem completions zsh

_tandem() {
  local -a verbs
  verbs=(
    'preview:show the exact requests that venues would receive'
    'check:say whether a ticket is legal, venue by venue'
    'submit:send a ticket to one venue, once'
    'lists:ask the venues how every order list stands'
    'cancel:cancel an order list, or one leg of it'
    'journal:look at the record of everything that was sent'
    'simulate:play a scenario on the paper exchange, venue by venue'
    'serve:serve five venues that need no account, on local ports'
    'rules:list every rule with its source'
    'venues:list the venues and what each can do'
    'play:play a key script and print the screens it asks for'
    'themes:list the themes, check their contrast, show them'
    'doctor:check terminal, files, keys and venues'
    'help:explain a verb, or the whole program'
    'man:write the manual page'
    'completions:write a script that completes tandem'\''s command line'
  )
  if (( CURRENT == 2 )); then
    if [[ $words[2] == -* ]]; then
      _arguments -s -S \
        '(--tape)--tape=[what moves the paper markets\: walk (a gentle seeded market), still, or a file with a move a line]:TAPE:_files' \
        '(--theme)--theme=[the colours\: a name that tandem themes lists, or a theme file with a slash in its path]:THEME: ' \
        '(--color)--color=[how many colours are used]:WHEN:(auto always never mono 8 16 256 true)' \
        '(--ascii)--ascii[draw with ASCII characters only]' \
        '(--linear)--linear[say in plain lines what changes, in place of a screen\: for screen readers and pipes]' \
        '(--env)--env=[the environment that the ticket is meant for]:ENV:(paper testnet demo live)' \
        '(--credentials)--credentials=[read keys from FILE, which nobody else may be able to read, instead of $XDG_CONFIG_HOME/tandem/credentials]:FILE:_files' \
        '(--journal)--journal=[write what is sent into FILE, and read it from there, instead of $XDG_STATE_HOME/tandem/journal]:FILE:_files' \
        '(--simulators)--simulators=[reach the paper venues that tandem serve has there, instead of those built in]:HOST:PORT: ' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '(--version -V)--version[print the version and exit]' \
        '(--version -V)-V[print the version and exit]'
    else
      _describe -t verbs verb verbs
    fi
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
    preview)
      _arguments -s -S \
        '*--venue=[only this venue]:VENUE:(binance crypto-com bingx kucoin tradovate)' \
        '(--format)--format=[the form of the output]:FORMAT:(wire json curl)' \
        '(--at)--at=[the time stamp in milliseconds since 1970, instead of the clock]:MS: ' \
        '(--seed)--seed=[make every generated id from this number, instead of from chance]:N: ' \
        '(--env)--env=[the environment whose hosts and keys are meant]:ENV:(paper testnet demo live)' \
        '(--credentials)--credentials=[read keys from FILE, which nobody else may be able to read, instead of $XDG_CONFIG_HOME/tandem/credentials]:FILE:_files' \
        '(--reveal)--reveal[print keys and signatures instead of masking them]' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1:TICKET:_files'
      ;;
    check)
      _arguments -s -S \
        '*--venue=[only this venue]:VENUE:(binance crypto-com bingx kucoin tradovate)' \
        '(--market)--market=[what to check against\: a JSON file with last, bid, ask and mark, and optionally the instrument'\''s rules and the account]:MARKET:_files' \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1:TICKET:_files'
      ;;
    submit)
      _arguments -s -S \
        '(--venue)--venue=[the venue that is meant]:VENUE:(binance crypto-com bingx kucoin tradovate)' \
        '(--env)--env=[the environment whose hosts and keys are meant]:ENV:(paper testnet demo live)' \
        '(--credentials)--credentials=[read keys from FILE, which nobody else may be able to read, instead of $XDG_CONFIG_HOME/tandem/credentials]:FILE:_files' \
        '(--journal)--journal=[write what is sent into FILE, and read it from there, instead of $XDG_STATE_HOME/tandem/journal]:FILE:_files' \
        '(--simulators)--simulators=[reach the paper venues that tandem serve has there, instead of those built in]:HOST:PORT: ' \
        '(--wait)--wait=[how long the venue is waited for at most, and how long a doubt is looked into]:SECONDS: ' \
        '(--yes)--yes[send without asking; anywhere but on paper nothing is sent without it]' \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1:TICKET:_files'
      ;;
    lists)
      _arguments -s -S \
        '*--venue=[only this venue]:VENUE:(binance crypto-com bingx kucoin tradovate)' \
        '(--offline)--offline[ask nobody\: print the last word that the journal has]' \
        '(--env)--env=[the environment whose hosts and keys are meant]:ENV:(paper testnet demo live)' \
        '(--credentials)--credentials=[read keys from FILE, which nobody else may be able to read, instead of $XDG_CONFIG_HOME/tandem/credentials]:FILE:_files' \
        '(--journal)--journal=[write what is sent into FILE, and read it from there, instead of $XDG_STATE_HOME/tandem/journal]:FILE:_files' \
        '(--simulators)--simulators=[reach the paper venues that tandem serve has there, instead of those built in]:HOST:PORT: ' \
        '(--wait)--wait=[how long the venue is waited for at most, and how long a doubt is looked into]:SECONDS: ' \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]'
      ;;
    cancel)
      _arguments -s -S \
        '(--venue)--venue=[the venue that is meant]:VENUE:(binance crypto-com bingx kucoin tradovate)' \
        '(--leg)--leg=[only this leg, counted from 1]:N: ' \
        '(--env)--env=[the environment whose hosts and keys are meant]:ENV:(paper testnet demo live)' \
        '(--credentials)--credentials=[read keys from FILE, which nobody else may be able to read, instead of $XDG_CONFIG_HOME/tandem/credentials]:FILE:_files' \
        '(--journal)--journal=[write what is sent into FILE, and read it from there, instead of $XDG_STATE_HOME/tandem/journal]:FILE:_files' \
        '(--simulators)--simulators=[reach the paper venues that tandem serve has there, instead of those built in]:HOST:PORT: ' \
        '(--wait)--wait=[how long the venue is waited for at most, and how long a doubt is looked into]:SECONDS: ' \
        '(--yes)--yes[send without asking; anywhere but on paper nothing is sent without it]' \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1:LIST: '
      ;;
    journal)
      _arguments -s -S \
        '(--journal)--journal=[write what is sent into FILE, and read it from there, instead of $XDG_STATE_HOME/tandem/journal]:FILE:_files' \
        '(--head)--head=[a head that verify printed before; verify fails where what stood then is gone]:HEAD: ' \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1::WHAT:(list verify export)'
      ;;
    simulate)
      _arguments -s -S \
        '*--venue=[only this venue]:VENUE:(binance crypto-com bingx kucoin tradovate)' \
        '(--cards)--cards[list the numbered cards\: what every venue does in ten situations]' \
        '*--card=[play this card, such as bn-sem-03, and say whether it holds]:CARD: ' \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1::SCENARIO:_files'
      ;;
    serve)
      _arguments -s -S \
        '(--listen)--listen=[the address to listen at; anybody who reaches it can use the simulators]:ADDRESS: ' \
        '(--port)--port=[the first of six ports\: the venues in their order, then the control port; 0 takes free ones]:PORT: ' \
        '(--credentials-out)--credentials-out=[write the keys that open the simulators to FILE, for clients to read]:FILE:_files' \
        '(--tape)--tape=[what moves the markets\: still, walk (a gentle seeded market), or a file with a move a line]:TAPE:_files' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]'
      ;;
    rules)
      _arguments -s -S \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]'
      ;;
    venues)
      _arguments -s -S \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]'
      ;;
    play)
      _arguments -s -S \
        '(--size)--size=[columns and rows to begin with]:SIZE: ' \
        '(--dump)--dump=[the form of the screens that are printed]:FORM:(text ansi svg)' \
        '(--theme)--theme=[the colours of ansi and svg\: a name that tandem themes lists, or a theme file with a slash in its path]:THEME: ' \
        '(--ascii)--ascii[draw with ASCII characters only]' \
        '(--color)--color=[how many colours ansi and svg have]:DEPTH:(mono 8 16 256 true)' \
        '(--env)--env=[the environment that the ticket is meant for]:ENV:(paper testnet demo live)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1:SCRIPT:_files'
      ;;
    themes)
      _arguments -s -S \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--preview)--preview=[draw the ticket in this theme\: a name of the list, or a theme file with a slash in its path]:THEME: ' \
        '(--dump)--dump=[the form of what --preview draws]:FORM:(ansi svg)' \
        '(--size)--size=[columns and rows to begin with]:SIZE: ' \
        '(--color)--color=[how many colours ansi and svg have]:DEPTH:(mono 8 16 256 true)' \
        '(--ascii)--ascii[draw with ASCII characters only]' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]'
      ;;
    doctor)
      _arguments -s -S \
        '*--venue=[only this venue]:VENUE:(binance crypto-com bingx kucoin tradovate)' \
        '(--env)--env=[the environment whose hosts and keys are meant]:ENV:(paper testnet demo live)' \
        '(--credentials)--credentials=[read keys from FILE, which nobody else may be able to read, instead of $XDG_CONFIG_HOME/tandem/credentials]:FILE:_files' \
        '(--journal)--journal=[write what is sent into FILE, and read it from there, instead of $XDG_STATE_HOME/tandem/journal]:FILE:_files' \
        '(--simulators)--simulators=[reach the paper venues that tandem serve has there, instead of those built in]:HOST:PORT: ' \
        '(--wait)--wait=[how long the venue is waited for at most, and how long a doubt is looked into]:SECONDS: ' \
        '(--format)--format=[the form of the output]:FORMAT:(text json)' \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]'
      ;;
    help)
      _arguments -s -S \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1::VERB:(preview check submit lists cancel journal simulate serve rules venues play themes doctor help man completions)'
      ;;
    man)
      _arguments -s -S \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]'
      ;;
    completions)
      _arguments -s -S \
        '(--help -h)--help[print this help and exit]' \
        '(--help -h)-h[print this help and exit]' \
        '1:SHELL:(bash zsh fish)'
      ;;
  esac
}

if [[ $funcstack[1] == _tandem ]]; then
  _tandem "$@"
else
  compdef _tandem tandem
fi
