import Glibc

exit(Program(catalogue: .shipped, rim: .process()).run().rawValue)
