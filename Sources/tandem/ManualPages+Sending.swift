import Client
import Journal
import Orders

extension ManualPages {
  static let sending = Catalogue.Section(
    title: "Sending",
    paragraphs: [
      .prose(
        "submit and cancel print one object with --format json: list (our id), venue, env,"
          + " operation (place, cancel_list or cancel_order), leg where one was meant, outcome,"
          + " client_list_id, venue_list_id, reason, and status, the list's own. What is not known"
          + " is null. A ticket that is not sent for its errors prints them on standard error"
          + " alone."),
      .prose(
        "outcome is accepted; refused; in_doubt, which is sent, and neither accepted nor refused;"
          + " or not_sent, when it is certain that the venue has nothing of it. An answer that does"
          + " not come, is cut, or cannot be read is a doubt: the venue is asked for the list by"
          + " its ids, among what is open and among what has ended, until it is found, or surely"
          + " is not there. Nothing is ever sent a second time by the program."),
      .prose(
        "lists prints one object a list: list, venue, env, kind, instrument, status"
          + " (\(Words.list(ListStatus.allCases.map(\.rawValue)))), in_doubt, vanished,"
          + " client_list_id, venue_list_id, venue_status, symbol, heard, and orders with leg,"
          + " type, side, status, quantity, filled, price, trigger, average_price, role, tif,"
          + " order_id, client_order_id, venue_status, reason and updated. Then come account;"
          + " asked, which is false for the last word that was heard; troubles; and retry with"
          + " retry_reason, whether sending the same ticket anew is safe, has to wait, or would"
          + " never be the same order but another."),
      .prose(
        "doctor prints one object a check: check, venue (null for this machine's own), verdict (ok,"
          + " warn, fail or skip) and sentence."),
      .prose(
        "Paper is where nothing else is said. Keys of one environment are not taken to a host of"
          + " another. Nothing secret is put into the journal, a sentence or a crash: core files"
          + " are off, and a process that has read keys lets no other look in."),
    ])

  static let journal = Catalogue.Section(
    title: "Journal",
    paragraphs: [
      .prose(
        "Before the first byte of a request leaves, its list, its ids and the hash of its bytes"
          + " are on the disk, and after it, its outcome. One copy of the program writes at a"
          + " time: while the ticket is open, submit and cancel find the journal held, send"
          + " nothing and end with 2; lists reads it, and adds nothing."),
      .prose(
        "A record is of the kind \(Words.alternatives(JournalEntry.Kind.allCases.map(\.rawValue))):"
          + " an intent without an attempt was never sent, an attempt without an outcome is in"
          + " doubt. export prints one object a record: sequence, time, kind, list, venue, env,"
          + " account, body, previous and hash, the SHA-256 that chains it to the record before."
          + " verify --format json prints records, head and fault."),
      .prose(
        "The paper venues that are built in begin anew with each command, and nothing of them is"
          + " written down unless --journal is given."),
    ])
}
