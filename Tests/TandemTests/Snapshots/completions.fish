# fish completion for tandem; made by: tandem completions fish

function __tandem_verb -d 'Whether the verb is the given one, or still missing'
  set -l words (commandline -opc)
  if test (count $argv) -eq 0
    test (count $words) -eq 1
  else
    test (count $words) -gt 1; and test $words[2] = $argv[1]
  end
end

complete -c tandem -f
complete -c tandem -n '__tandem_verb' -a preview -d 'show the exact requests that venues would receive'
complete -c tandem -n '__tandem_verb' -a check -d 'say whether a ticket is legal, venue by venue'
complete -c tandem -n '__tandem_verb' -a simulate -d 'play a scenario on the paper exchange, venue by venue'
complete -c tandem -n '__tandem_verb' -a serve -d 'serve five venues that need no account, on local ports'
complete -c tandem -n '__tandem_verb' -a rules -d 'list every rule with its source'
complete -c tandem -n '__tandem_verb' -a venues -d 'list the venues and what each can do'
complete -c tandem -n '__tandem_verb' -a help -d 'explain a verb, or the whole program'
complete -c tandem -n '__tandem_verb' -a man -d 'write the manual page'
complete -c tandem -n '__tandem_verb' -a completions -d 'write a script that completes tandem\'s command line'
complete -c tandem -n '__tandem_verb' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb' -l version -s V -d 'print the version and exit'
complete -c tandem -n '__tandem_verb preview' -F
complete -c tandem -n '__tandem_verb preview' -l venue -r -f -a 'binance crypto-com bingx kucoin tradovate' -d 'only this venue'
complete -c tandem -n '__tandem_verb preview' -l format -r -f -a 'wire json curl' -d 'the form of the output'
complete -c tandem -n '__tandem_verb preview' -l at -x -d 'the time stamp in milliseconds since 1970, instead of the clock'
complete -c tandem -n '__tandem_verb preview' -l seed -x -d 'make every generated id from this number, instead of from chance'
complete -c tandem -n '__tandem_verb preview' -l env -r -f -a 'paper testnet demo live' -d 'the environment whose hosts and keys are meant'
complete -c tandem -n '__tandem_verb preview' -l credentials -r -F -d 'read keys from FILE, which nobody else may be able to read, instead of $XDG_CONFIG_HOME/tandem/credentials'
complete -c tandem -n '__tandem_verb preview' -l reveal -d 'print keys and signatures instead of masking them'
complete -c tandem -n '__tandem_verb preview' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb check' -F
complete -c tandem -n '__tandem_verb check' -l venue -r -f -a 'binance crypto-com bingx kucoin tradovate' -d 'only this venue'
complete -c tandem -n '__tandem_verb check' -l market -r -F -d 'what to check against: a JSON file with last, bid, ask and mark, and optionally the instrument\'s rules and the account'
complete -c tandem -n '__tandem_verb check' -l format -r -f -a 'text json' -d 'the form of the output'
complete -c tandem -n '__tandem_verb check' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb simulate' -F
complete -c tandem -n '__tandem_verb simulate' -l venue -r -f -a 'binance crypto-com bingx kucoin tradovate' -d 'only this venue'
complete -c tandem -n '__tandem_verb simulate' -l cards -d 'list the numbered cards: what every venue does in ten situations'
complete -c tandem -n '__tandem_verb simulate' -l card -x -d 'play this card, such as bn-sem-03, and say whether it holds'
complete -c tandem -n '__tandem_verb simulate' -l format -r -f -a 'text json' -d 'the form of the output'
complete -c tandem -n '__tandem_verb simulate' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb serve' -l listen -x -d 'the address to listen at; anybody who reaches it can use the simulators'
complete -c tandem -n '__tandem_verb serve' -l port -x -d 'the first of six ports: the venues in their order, then the control port; 0 takes free ones'
complete -c tandem -n '__tandem_verb serve' -l credentials-out -r -F -d 'write the keys that open the simulators to FILE, for clients to read'
complete -c tandem -n '__tandem_verb serve' -l tape -r -F -d 'what moves the markets: still, walk (a gentle seeded market), or a file with a move a line'
complete -c tandem -n '__tandem_verb serve' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb rules' -l format -r -f -a 'text json' -d 'the form of the output'
complete -c tandem -n '__tandem_verb rules' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb venues' -l format -r -f -a 'text json' -d 'the form of the output'
complete -c tandem -n '__tandem_verb venues' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb help' -f -a 'preview check simulate serve rules venues help man completions'
complete -c tandem -n '__tandem_verb help' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb man' -l help -s h -d 'print this help and exit'
complete -c tandem -n '__tandem_verb completions' -f -a 'bash zsh fish'
complete -c tandem -n '__tandem_verb completions' -l help -s h -d 'print this help and exit'
