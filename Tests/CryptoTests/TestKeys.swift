// Keys made for these tests alone. They guard nothing and must never be given to a venue.

enum TestKeys {
  /// A 2048-bit RSA key, PKCS#8.
  static let rsa = """
    -----BEGIN PRIVATE KEY-----
    MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDRyXyBqAs5L/RH
    QILcpidkzYAFM12udTzZCrBQkW1zLP8NbIYAkJJtfd0XQAJ1Ru/8ELtxyhz1R0Pg
    thYrx2/8qrvPMjauhM2lbPnghzell4oJiIgIXQlyB6lN40Z0iYreNeGA3HRfTI8b
    CTY8cBjbkZYqZW1/CYYmiRzAR7rh1JHR6Ei3cnHQ9YLBzAu99Vbpb0n8sztQ07wI
    BUseCXXfUlvSeHrFCrvXNWByUF9d/8vi+fy/xNaflHg2AJ79HhJyJx3cfGKI7/RV
    BXJhLoitMv6EhWRwNxlGiqaFw7xFn6rfLgYerqs0gxXWpIHaAFCU1a/+xJn8+NEP
    Lx59bXdbAgMBAAECggEAWlirhisYqkg8q3Lc6KmlzYOy3oqAjeFvkwlHZWs7954p
    OV7DVvrsFLtfu+OVK2yhbazHDPo9/mPyl5PTeIcrc2UT/OdjJUWMSvHjqw6QqH/a
    ssBZ1UA8ER+7ig+XCBkz9P6/Xv+SHniaKMqO0Ph1vBm20gtcXJl9bJsgBq7djON2
    pMkRmmnKJjtxfAW2KfmcHtE5K/w1kHPdQQ/jqG1BxEFq6M0iDmD70t/NO10NJSV6
    /mkr9AJhHBnosFLp1RgQTh6w/72TqVRjdASwlaUJui5Np/HjVirgA5Pw6b4VMf+q
    pee7h3BPcVjbWYaDmsMxEBA4Q7dahyFXVxty0tYmAQKBgQD7W/BKSadSH9dZK6eD
    zzsoE3ASH9Mgg/Rpdfv9QFhTFYmY3EhfXWeLgbVKV+Z2G4sBt0so/hxTSC7n/bUH
    xwTVqMvuxp8oYR1URoHWUk+qp8c7VQb1SYpjYWlKJYKXAJsE8TYfUjhIJ0RYl/Zj
    u1zll59RmJAYzmT7K64h0o9+9QKBgQDVqQ4j1ufRLd/VfddzLrq1SkQUeklzgHOE
    A2eXqLaO5HVSit4ogbt6Kt+T0zWWzw7pMSjtnT9ATrwDpXgNRSyim6aoIjZysQmo
    G4BgByDCdF5XAsyy/xJjCvjUj23ah5YX8nIVZCfP4VeV5PnmFwe8qjB8/B9VE+l5
    E84abv6LDwKBgHbkkvEgi5NN2lekTXUMVYfsQctg4EV2BOrJUusEP4L1IgN61oS9
    MpgLP0wt7aWZ+5NRNqzqHU3LS9yR5coK+h9x2xxTOL8pyGyveQR+JI6tE5Dd9A+b
    vGirj9jxiyaPs8OPsLD5/AMtB6f8ISAlZJh4snQu/KGvJpajn5cB+LvtAoGBAIx6
    1PM3j7/3W55xWUFATj54j/6u0LCCmnEIFAqhQTb+ey1EZQFZGz0eB1aYnjmD9pfY
    XMKuizHrEq+LEj4XZ1ua357Yr9gFEwZW3rdEuINiI80t6A0grKQ2SJjpnR772vHv
    1Ja//XUvAnlpze084zdm5u6mjqtPpkiXfwHeTLp9AoGBAKtPkjfWBMMYyvZE2kze
    uvCRPxlYC5UbD3CtKoAAsL4QmeuaLeLhO5J1s9PhR8+YcEn0QJDbPU2YhDcGwqls
    oS0EpUW7hRGo5YlvhAHyL8fKSs7eJdHm0iw5sw8DtNenvdFk5L/AnQXWSdl6g7zs
    pDsOzs1oROs3hxlvD0QLooyW
    -----END PRIVATE KEY-----
    """

  /// The same key, PKCS#1.
  static let rsaPKCS1 = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEpAIBAAKCAQEA0cl8gagLOS/0R0CC3KYnZM2ABTNdrnU82QqwUJFtcyz/DWyG
    AJCSbX3dF0ACdUbv/BC7ccoc9UdD4LYWK8dv/Kq7zzI2roTNpWz54Ic3pZeKCYiI
    CF0JcgepTeNGdImK3jXhgNx0X0yPGwk2PHAY25GWKmVtfwmGJokcwEe64dSR0ehI
    t3Jx0PWCwcwLvfVW6W9J/LM7UNO8CAVLHgl131Jb0nh6xQq71zVgclBfXf/L4vn8
    v8TWn5R4NgCe/R4Scicd3HxiiO/0VQVyYS6IrTL+hIVkcDcZRoqmhcO8RZ+q3y4G
    Hq6rNIMV1qSB2gBQlNWv/sSZ/PjRDy8efW13WwIDAQABAoIBAFpYq4YrGKpIPKty
    3Oippc2Dst6KgI3hb5MJR2VrO/eeKTlew1b67BS7X7vjlStsoW2sxwz6Pf5j8peT
    03iHK3NlE/znYyVFjErx46sOkKh/2rLAWdVAPBEfu4oPlwgZM/T+v17/kh54mijK
    jtD4dbwZttILXFyZfWybIAau3YzjdqTJEZppyiY7cXwFtin5nB7ROSv8NZBz3UEP
    46htQcRBaujNIg5g+9LfzTtdDSUlev5pK/QCYRwZ6LBS6dUYEE4esP+9k6lUY3QE
    sJWlCbouTafx41Yq4AOT8Om+FTH/qqXnu4dwT3FY21mGg5rDMRAQOEO3WochV1cb
    ctLWJgECgYEA+1vwSkmnUh/XWSung887KBNwEh/TIIP0aXX7/UBYUxWJmNxIX11n
    i4G1SlfmdhuLAbdLKP4cU0gu5/21B8cE1ajL7safKGEdVEaB1lJPqqfHO1UG9UmK
    Y2FpSiWClwCbBPE2H1I4SCdEWJf2Y7tc5ZefUZiQGM5k+yuuIdKPfvUCgYEA1akO
    I9bn0S3f1X3Xcy66tUpEFHpJc4BzhANnl6i2juR1UoreKIG7eirfk9M1ls8O6TEo
    7Z0/QE68A6V4DUUsopumqCI2crEJqBuAYAcgwnReVwLMsv8SYwr41I9t2oeWF/Jy
    FWQnz+FXleT55hcHvKowfPwfVRPpeRPOGm7+iw8CgYB25JLxIIuTTdpXpE11DFWH
    7EHLYOBFdgTqyVLrBD+C9SIDetaEvTKYCz9MLe2lmfuTUTas6h1Ny0vckeXKCvof
    cdscUzi/Kchsr3kEfiSOrROQ3fQPm7xoq4/Y8Ysmj7PDj7Cw+fwDLQen/CEgJWSY
    eLJ0LvyhryaWo5+XAfi77QKBgQCMetTzN4+/91uecVlBQE4+eI/+rtCwgppxCBQK
    oUE2/nstRGUBWRs9HgdWmJ45g/aX2FzCrosx6xKvixI+F2dbmt+e2K/YBRMGVt63
    RLiDYiPNLegNIKykNkiY6Z0e+9rx79SWv/11LwJ5ac3tPOM3Zubupo6rT6ZIl38B
    3ky6fQKBgQCrT5I31gTDGMr2RNpM3rrwkT8ZWAuVGw9wrSqAALC+EJnrmi3i4TuS
    dbPT4UfPmHBJ9ECQ2z1NmIQ3BsKpbKEtBKVFu4URqOWJb4QB8i/HykrO3iXR5tIs
    ObMPA7TXp73RZOS/wJ0F1knZeoO87KQ7Ds7NaETrN4cZbw9EC6KMlg==
    -----END RSA PRIVATE KEY-----
    """

  /// The public half of it.
  static let rsaPublic = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0cl8gagLOS/0R0CC3KYn
    ZM2ABTNdrnU82QqwUJFtcyz/DWyGAJCSbX3dF0ACdUbv/BC7ccoc9UdD4LYWK8dv
    /Kq7zzI2roTNpWz54Ic3pZeKCYiICF0JcgepTeNGdImK3jXhgNx0X0yPGwk2PHAY
    25GWKmVtfwmGJokcwEe64dSR0ehIt3Jx0PWCwcwLvfVW6W9J/LM7UNO8CAVLHgl1
    31Jb0nh6xQq71zVgclBfXf/L4vn8v8TWn5R4NgCe/R4Scicd3HxiiO/0VQVyYS6I
    rTL+hIVkcDcZRoqmhcO8RZ+q3y4GHq6rNIMV1qSB2gBQlNWv/sSZ/PjRDy8efW13
    WwIDAQAB
    -----END PUBLIC KEY-----
    """

  /// The same key with a public exponent that does not belong to it.
  static let rsaWrongExponent = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEpAIBAAKCAQEA0cl8gagLOS/0R0CC3KYnZM2ABTNdrnU82QqwUJFtcyz/DWyG
    AJCSbX3dF0ACdUbv/BC7ccoc9UdD4LYWK8dv/Kq7zzI2roTNpWz54Ic3pZeKCYiI
    CF0JcgepTeNGdImK3jXhgNx0X0yPGwk2PHAY25GWKmVtfwmGJokcwEe64dSR0ehI
    t3Jx0PWCwcwLvfVW6W9J/LM7UNO8CAVLHgl131Jb0nh6xQq71zVgclBfXf/L4vn8
    v8TWn5R4NgCe/R4Scicd3HxiiO/0VQVyYS6IrTL+hIVkcDcZRoqmhcO8RZ+q3y4G
    Hq6rNIMV1qSB2gBQlNWv/sSZ/PjRDy8efW13WwIDAQADAoIBAFpYq4YrGKpIPKty
    3Oippc2Dst6KgI3hb5MJR2VrO/eeKTlew1b67BS7X7vjlStsoW2sxwz6Pf5j8peT
    03iHK3NlE/znYyVFjErx46sOkKh/2rLAWdVAPBEfu4oPlwgZM/T+v17/kh54mijK
    jtD4dbwZttILXFyZfWybIAau3YzjdqTJEZppyiY7cXwFtin5nB7ROSv8NZBz3UEP
    46htQcRBaujNIg5g+9LfzTtdDSUlev5pK/QCYRwZ6LBS6dUYEE4esP+9k6lUY3QE
    sJWlCbouTafx41Yq4AOT8Om+FTH/qqXnu4dwT3FY21mGg5rDMRAQOEO3WochV1cb
    ctLWJgECgYEA+1vwSkmnUh/XWSung887KBNwEh/TIIP0aXX7/UBYUxWJmNxIX11n
    i4G1SlfmdhuLAbdLKP4cU0gu5/21B8cE1ajL7safKGEdVEaB1lJPqqfHO1UG9UmK
    Y2FpSiWClwCbBPE2H1I4SCdEWJf2Y7tc5ZefUZiQGM5k+yuuIdKPfvUCgYEA1akO
    I9bn0S3f1X3Xcy66tUpEFHpJc4BzhANnl6i2juR1UoreKIG7eirfk9M1ls8O6TEo
    7Z0/QE68A6V4DUUsopumqCI2crEJqBuAYAcgwnReVwLMsv8SYwr41I9t2oeWF/Jy
    FWQnz+FXleT55hcHvKowfPwfVRPpeRPOGm7+iw8CgYB25JLxIIuTTdpXpE11DFWH
    7EHLYOBFdgTqyVLrBD+C9SIDetaEvTKYCz9MLe2lmfuTUTas6h1Ny0vckeXKCvof
    cdscUzi/Kchsr3kEfiSOrROQ3fQPm7xoq4/Y8Ysmj7PDj7Cw+fwDLQen/CEgJWSY
    eLJ0LvyhryaWo5+XAfi77QKBgQCMetTzN4+/91uecVlBQE4+eI/+rtCwgppxCBQK
    oUE2/nstRGUBWRs9HgdWmJ45g/aX2FzCrosx6xKvixI+F2dbmt+e2K/YBRMGVt63
    RLiDYiPNLegNIKykNkiY6Z0e+9rx79SWv/11LwJ5ac3tPOM3Zubupo6rT6ZIl38B
    3ky6fQKBgQCrT5I31gTDGMr2RNpM3rrwkT8ZWAuVGw9wrSqAALC+EJnrmi3i4TuS
    dbPT4UfPmHBJ9ECQ2z1NmIQ3BsKpbKEtBKVFu4URqOWJb4QB8i/HykrO3iXR5tIs
    ObMPA7TXp73RZOS/wJ0F1knZeoO87KQ7Ds7NaETrN4cZbw9EC6KMlg==
    -----END RSA PRIVATE KEY-----
    """

  /// An RSA key that is too short to be safe.
  static let rsa1024 = """
    -----BEGIN PRIVATE KEY-----
    MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAMjF0EEmKf2E2I98
    Fj/WIbYt2sZpJhqlaADwu2O+vpvcoAqFobOuvCAfHMtQZWxZrvwSsTVyfsi+5klB
    IHSnmiwVQLTdWF5gXFXeuVVHLd134bNZrigVxu92QWfhgcbs8SZ6wca6t5494BJ2
    eOB2IZKB9b0vpf4a/uTAV9gHUrifAgMBAAECgYAsdrKiWwNdo/gZ/s8moBOjNxCG
    dG7947fezXGSq4GnHvtKmUGwe3gqXPmRhWKQ1mPMa49XWN3/M1fozUWU0DFyQPE0
    delBBi+QmJwwmNKavvEbyyOwXb++35KsV8xQvU+JAR/BRyHeUjfvCSt8HjZdiFzM
    m+2txb7wXviwyd5+MQJBAPpah5Vx+TQ2tWICKLlLEpHQIfMD9izyg/iwsPM5MI/m
    hckCn5rhT6DQWo2SbIsnEXabnZiPwZZ50i6YKa9YlcsCQQDNTQSNZjhPltmYrP5A
    /2jEoRgd5iNZrTeKYOqsPBcO1ELrF7BwdWCjXxFi4FzRN+Op+9AQibx5klWYidGB
    Fi39AkB5Y6X0N4Qu5gwCzqsyVQ1W+EVN0PDvkFOfJQVXmbZLP+pEsenzriXvAre1
    h3br7fCQwxmiHKowLTdVcmBb7icLAkBOUJrz9ZJ1ie3nt9YlpUip+WnhvfCuPM17
    FA1xNlr1ZTNByv+bZqs+pv1S4pOFm/RU26I7LM+g8JmGXsx0malhAkEApcHkRSeE
    JYW2BOIU7qN1Zb4PCPkCCMrXoLrH8S2HAYKdNQ6c5qZW76B/Oy6V/Ui3w6qJfam+
    zWS0UjLHxMsgzg==
    -----END PRIVATE KEY-----
    """

  /// An elliptic-curve key, PKCS#8.
  static let p256 = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgD2jReAWYIMb0zNPg
    DmVRFfG0lT7IZA4jN8VB6blfAL6hRANCAAQmmcpV7GmTL6+Zfid/2RSeEQBSJGxr
    UqpfRpCxLif5bIahj7feBFtCCpXRRL7HIiA0Y9qKgPOGWde+PWDP8lJ0
    -----END PRIVATE KEY-----
    """

  /// The same key in its own format.
  static let p256SEC1 = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIA9o0XgFmCDG9MzT4A5lURXxtJU+yGQOIzfFQem5XwC+oAoGCCqGSM49
    AwEHoUQDQgAEJpnKVexpky+vmX4nf9kUnhEAUiRsa1KqX0aQsS4n+WyGoY+33gRb
    QgqV0US+xyIgNGPaioDzhlnXvj1gz/JSdA==
    -----END EC PRIVATE KEY-----
    """

  /// A PKCS#8 key under a pass phrase.
  static let encrypted = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAi8vCQtwJxADwICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEHxwWstmHngq77bK6A8Y5ZEEgZDe
    DLqKtgj8JtkYxlC9J2wVfBi5Z9tjdtuxe3Hl5Biy3zNSpEBxGjnnXudmYoyRlsP9
    J3EKL2dY2pY7XavHqh8tRXCntye0TPMpsOCyOamtQ0M6lI15cYiCfHpxS8K0+5dS
    udrXBdFZcs91OLxlwy9jSr7fHajBMY0mFmTcXxHNsgx0ELGzH+eGc6XsHv+L4CE=
    -----END ENCRYPTED PRIVATE KEY-----
    """

  /// A PKCS#1 key under a pass phrase.
  static let encryptedPKCS1 = """
    -----BEGIN RSA PRIVATE KEY-----
    Proc-Type: 4,ENCRYPTED
    DEK-Info: AES-128-CBC,B5C7E9AEBE20B960ED640F0CA3E826FA

    73dAVfXDAb85hnVAEL6LYNsMZsxM3hLnQ3Ct2OPtJdKaLGHfLcqLeUAOSD3Dxc0y
    j9tTkwHi2w555bf2ADjuv1m2HliY00tGs52f50bmKho1nxnI8SG1Dem41uFjqN2R
    XJcWn+NWlzTidyRUGvd/quqePV1vc2gNAqpROaFNgYJ3JYsTJYIvaLW7cB0bncIu
    8reHIrdAVJDS5eOk7C3Qe7RfIBwVLqD/oMQUkA+bFmasHoNls+gP6AE4viTDBTzt
    gE///cYumdoNNsolLRQHQ55w8yvOvDTCHGyg48Mm7/Vzp1kj7fgYtnjYA/2rDc9K
    25/op4SjDYTtQpApiW5G20fw5zJpesEJoy6Bwf4+89XM6riMqfyL/Lw66pd6EyYk
    oDA2q3bnETYBgWz5RP5GIhnFPHU5CZKWHFHs2vW6JBxxuY5W4e3koJWp59/rn5bG
    tCvFZ/53DgLW8RZUvMpDRKbKuyr/iE8wDsrtq/PfhLoHsT/uWRftnLQDJ3dYmOdo
    8MwaAqLwNUPuvnSwnl7QsFiEcmUaqzdqk1i+sOPmvma1wML9KSGf5xrpDzk8XAaV
    9NZbT54nD1/jEvlz/3/SvPcFRx40BOknPy2ZvSN/IqvoJKsfX01sFIdEyqWg4p6/
    +Mg4Xyw9BUS2B8Sj+IpDfeFzpnC4+3buNQNhwuuBfsVTbhobka7nAZz343A/kjh/
    mJGbUoTZntTTZylEvz1X+4MYKNYJo1M9P3r8P5OrhONVJoFxuUXCHRcaZi3FQi+j
    I5vmN33q/kieMWxgIUJw2YZ4LKP0PJTV/0gR+PJWzgV7aIJ0gjunT/pcxhaHuZD/
    -----END RSA PRIVATE KEY-----
    """

  /// The private key of RFC 8032 section 7.1 test 1, PKCS#8.
  static let ed25519 = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
    -----END PRIVATE KEY-----
    """

  /// An Ed448 key, a cousin no venue takes.
  static let ed448 = """
    -----BEGIN PRIVATE KEY-----
    MEcCAQAwBQYDK2VxBDsEOVj/8OtooVcwdPNLYnF5P+4U3wGvpT1zLdw40jK08CC3
    ix0vF/A39N/Fs2f+RrH+4hGq7FOVvYK7RA==
    -----END PRIVATE KEY-----
    """

  /// What the openssl command signs with `rsa` for the text `symbol=BTCUSDT&side=SELL`.
  static let rsaSignature = """
    7907fc0d32d4b026f96048fcd10d44fc6afe37b9d90da4272499102fe289bc3f05f7f7bddc90f593\
    127ca6237cf791ef7fdbe6dd28d449f5bb7658690d1206947b77efdaf91ac8e968d5efbe8c43e833\
    c82b28a76125c5c9e746903d3dc7018c8076253852a5d38f31e6a4380e9c30f9bec8bc05834f052f\
    cc7749472c5f801e6946b2cb88b22997efe99487e95d7566d98f613317e9973167e71dcc0703f610\
    fea11b42b0984b894c956ee5ffb9a1a48486aeface348ada79ffeb0022e7beb4a2411fe25ce059f4\
    f9b69a195b67bc33af5770a842f64b9655be22bbbe277f33c7f290846ee0708915f5e971a00bc395\
    d14389a8350ba49b499300a314a477ab
    """
}
