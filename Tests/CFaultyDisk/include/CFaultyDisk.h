#ifndef CFAULTYDISK_H
#define CFAULTYDISK_H

// A disk that SQLite knows by name: the real one, with faults. It stays to the process's end.
typedef struct FaultyDisk FaultyDisk;

// What a fault is.
enum {
  FAULT_FULL = 0,   // no room for the write
  FAULT_ERROR = 1,  // the device fails, also while it flushes
};

// Makes a disk. A null pointer on failure.
FaultyDisk *faulty_disk_make(const char *name);
// The write or flush of that number fails, from now and from 1, and all after it; 0 for none.
void faulty_disk_fail(FaultyDisk *disk, int from, int kind);
// How many writes and flushes there were since the last call of `faulty_disk_fail`.
int faulty_disk_count(const FaultyDisk *disk);
// Files can be read and not written.
void faulty_disk_protect(FaultyDisk *disk, int is_protected);

#endif
