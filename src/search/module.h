/* What FTS5 gets from here: the tokenizer "slipcase" (token.h), and the function standing(). */
#ifndef SEARCH_MODULE_H
#define SEARCH_MODULE_H

#include <sqlite3.h>

#include "base/limits.h"
#include "search/token.h"

/* Makes both known to the database; the tokenizer outlives it. An SQLite result code.
 *
 * standing(textN) is the row's rank, higher being better: BM25 (k1 1.2, b 0.75) with each phrase of the same weight, since counting
 * in how many rows a phrase stands would read the whole index a second time; words in the title count ten times, and all of them
 * there add RANK_WORDS. */
int module_register(sqlite3 *database, struct tokenizer *tokenizer);

/* The index's form: what is written, and what is looked for before anything is asked. The texts are in parts (MODULE_PART), so that no
 * single question to SQLite has to go through all of a large bundle: it cannot be interrupted. */
#define MODULE_TEXT "CREATE VIRTUAL TABLE text%u USING fts5(title, body, content='', tokenize='slipcase')"
#define MODULE_ARTICLE "CREATE TABLE article(id INTEGER PRIMARY KEY, path TEXT, title TEXT, language TEXT)"
#define MODULE_NAME                                                                                          \
    "CREATE TABLE name(kind INTEGER, key TEXT, article INTEGER, PRIMARY KEY(kind, key, article)) WITHOUT "   \
    "ROWID"
#define MODULE_STAMP "CREATE TABLE stamp(articles INTEGER, bytes INTEGER, parts INTEGER)"
/* Bytes of text after which a part ends. Two of the commonest characters, which nowhere stand together, are looked for in a part of
 * this size in 5 ms on a PC. */
#define MODULE_PART MIB(16)
/* Bytes of a page: few for a small bundle, since each of the tables takes one at least; and for a large one, where each read of a
 * stick may take 5 ms, however little it asks for, so many that a question takes half the reads. */
#define MODULE_PAGE_SMALL 4096u
#define MODULE_PAGE_LARGE 16384u
/* Bytes of articles from which on they are large. */
#define MODULE_LARGE MIB(4)
/* "Slip", and the number of this form, in the database's header. */
#define MODULE_APPLICATION 0x536C6970
#define MODULE_VERSION 1

/* name.kind: the title as query_key has it, the initials of its pinyin, and that, from each of pinyin_beginnings on. */
enum { NAME_TITLE, NAME_INITIALS, NAME_PINYIN, NAME_KINDS };

#endif
