#include "CFaultyDisk.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct FaultyDisk {
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  int count;
  int from;
  int kind;
  int is_protected;
};

// One file: the real one lies right behind this.
typedef struct {
  sqlite3_file base;
  FaultyDisk *disk;
  sqlite3_io_methods methods;
} FaultyFile;

static sqlite3_file *real_file(sqlite3_file *file) {
  return (sqlite3_file *)((FaultyFile *)file + 1);
}

static int is_due(sqlite3_file *file) {
  FaultyDisk *disk = ((FaultyFile *)file)->disk;
  disk->count += 1;
  if (disk->from == 0 || disk->count < disk->from) return 0;
  errno = disk->kind == FAULT_FULL ? ENOSPC : EIO;
  return 1;
}

static int faulty_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  if (is_due(file)) {
    return ((FaultyFile *)file)->disk->kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }
  return real_file(file)->pMethods->xWrite(real_file(file), bytes, count, offset);
}

static int faulty_sync(sqlite3_file *file, int flags) {
  // A full disk can still be flushed.
  if (((FaultyFile *)file)->disk->kind == FAULT_ERROR && is_due(file)) return SQLITE_IOERR_FSYNC;
  return real_file(file)->pMethods->xSync(real_file(file), flags);
}

static int pass_close(sqlite3_file *file) {
  return real_file(file)->pMethods->xClose(real_file(file));
}

static int pass_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  return real_file(file)->pMethods->xRead(real_file(file), bytes, count, offset);
}

static int pass_truncate(sqlite3_file *file, sqlite3_int64 size) {
  return real_file(file)->pMethods->xTruncate(real_file(file), size);
}

static int pass_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_file(file)->pMethods->xFileSize(real_file(file), size);
}

static int pass_lock(sqlite3_file *file, int level) {
  return real_file(file)->pMethods->xLock(real_file(file), level);
}

static int pass_unlock(sqlite3_file *file, int level) {
  return real_file(file)->pMethods->xUnlock(real_file(file), level);
}

static int pass_reserved(sqlite3_file *file, int *is_held) {
  return real_file(file)->pMethods->xCheckReservedLock(real_file(file), is_held);
}

static int pass_control(sqlite3_file *file, int operation, void *argument) {
  return real_file(file)->pMethods->xFileControl(real_file(file), operation, argument);
}

static int pass_sector(sqlite3_file *file) {
  return real_file(file)->pMethods->xSectorSize(real_file(file));
}

static int pass_device(sqlite3_file *file) {
  return real_file(file)->pMethods->xDeviceCharacteristics(real_file(file));
}

static int pass_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return real_file(file)->pMethods->xShmMap(real_file(file), page, size, extend, memory);
}

static int pass_shared_lock(sqlite3_file *file, int offset, int count, int flags) {
  return real_file(file)->pMethods->xShmLock(real_file(file), offset, count, flags);
}

static void pass_barrier(sqlite3_file *file) {
  real_file(file)->pMethods->xShmBarrier(real_file(file));
}

static int pass_unmap(sqlite3_file *file, int removes) {
  return real_file(file)->pMethods->xShmUnmap(real_file(file), removes);
}

static int faulty_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
  FaultyDisk *disk = (FaultyDisk *)vfs;
  FaultyFile *faulty = (FaultyFile *)file;
  memset(faulty, 0, sizeof *faulty);
  if (disk->is_protected) {
    if (flags & SQLITE_OPEN_CREATE && !(flags & SQLITE_OPEN_MAIN_DB)) return SQLITE_CANTOPEN;
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  }
  int code = disk->real->xOpen(disk->real, name, real_file(file), flags, out_flags);
  if (real_file(file)->pMethods == 0) return code;
  faulty->disk = disk;
  faulty->methods = (sqlite3_io_methods){
      .iVersion = 2,
      .xClose = pass_close,
      .xRead = pass_read,
      .xWrite = faulty_write,
      .xTruncate = pass_truncate,
      .xSync = faulty_sync,
      .xFileSize = pass_size,
      .xLock = pass_lock,
      .xUnlock = pass_unlock,
      .xCheckReservedLock = pass_reserved,
      .xFileControl = pass_control,
      .xSectorSize = pass_sector,
      .xDeviceCharacteristics = pass_device,
      .xShmMap = pass_map,
      .xShmLock = pass_shared_lock,
      .xShmBarrier = pass_barrier,
      .xShmUnmap = pass_unmap,
  };
  faulty->base.pMethods = &faulty->methods;
  return code;
}

FaultyDisk *faulty_disk_make(const char *name) {
  FaultyDisk *disk = calloc(1, sizeof *disk);
  sqlite3_vfs *real = sqlite3_vfs_find(0);
  if (disk == 0 || real == 0) return 0;
  disk->real = real;
  // Everything but opening is the real disk's own; what it keeps at `pAppData` comes along.
  disk->vfs = *real;
  disk->vfs.pNext = 0;
  disk->vfs.zName = strdup(name);
  disk->vfs.szOsFile = (int)sizeof(FaultyFile) + real->szOsFile;
  disk->vfs.xOpen = faulty_open;
  return sqlite3_vfs_register(&disk->vfs, 0) == SQLITE_OK ? disk : 0;
}

void faulty_disk_fail(FaultyDisk *disk, int from, int kind) {
  disk->count = 0;
  disk->from = from;
  disk->kind = kind;
}

int faulty_disk_count(const FaultyDisk *disk) { return disk->count; }

void faulty_disk_protect(FaultyDisk *disk, int is_protected) {
  disk->is_protected = is_protected;
}
