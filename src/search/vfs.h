/* What SQLite sees of a database within a bundle: one file that is read and never written, through peek.h, with no journal, lock,
 * temporary file, shared memory or map. */
#ifndef SEARCH_VFS_H
#define SEARCH_VFS_H

#include <sqlite3.h>

#include "bundle/peek.h"

/* SQLite reads that go on past this many bytes in one query, given the file's size, are those of a database that leads in circles. */
#define VFS_ALLOWANCE(size) (4 * (size) + MIB(16))

/* Zero-initialised by its owner, who keeps it as long as the database is open. */
struct vfs {
    struct peek *peek;  /* borrowed */
    uint64_t left;      /* bytes that may still be read; vfs_allow */
    struct fault fault; /* why the last read failed; STATUS_OK: it was not the medium */
    sqlite3_vfs methods;
    char name[32];
};

/* Opens the database in `peek`; as sqlite3_open_v2, so *out is to be closed also after a failure. */
int vfs_open(struct vfs *vfs, struct peek *peek, sqlite3 **out);

/* From here on another query may read as much. */
void vfs_allow(struct vfs *vfs);

#endif
