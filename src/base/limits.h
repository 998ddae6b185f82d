/* Every limit that a hostile or broken file could otherwise push, with its reason. Sized for a board with 512 MB
 * of memory, of which the reader takes at most 96 MB. Each has a test that goes past it. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define KIB(n) ((n)*1024ull)
#define MIB(n) ((n)*1024ull * 1024ull)

/* The log of the last day on the maintenance screen: a broken stick makes a line a second, and a sentence names a file. 50 KB. */
#define LIMIT_LOG_LINES 200u
#define LIMIT_LOG_LINE 256u

/* Bundle. A git repository's paths stay under 4,096 bytes (PATH_MAX); a zip field allows 65,535. */
#define LIMIT_ENTRY_NAME 4096u
/* A million entries take about 120 MB of central directory: the largest that the index accepts. */
#define LIMIT_ENTRIES 2000000u
#define LIMIT_CENTRAL_DIRECTORY MIB(256)
/* All names of a zip together, which are kept: those of a million articles have some 45 MB. */
#define LIMIT_NAMES MIB(64)
/* Reads in search of the directory. A comment of 64 KB holds thousands of end records, and a stick may take 5 ms for each look
 * at where they point. */
#define LIMIT_END_LOOKS 64u
/* Branches of the sorted names that the search for a name goes down, whatever its case: two for each of its letters at most, unless
 * somebody packed all 2^n ways to write one, to keep a page of links busy. */
#define LIMIT_CASE_WAYS 1024u
/* Slots looked at for a file's name alone, in a table half of which is free: some dozens, unless somebody made names of one hash. What lies
 * beyond is not found by its name alone. */
#define LIMIT_NAMED_LOOKS 256u
/* How far back a Zstandard frame may look, as a power of two: 8 MB, what RFC 8878 §3.1.1.1.2 asks each decoder for, and all
 * of it is memory. Its encoder takes more only in long distance mode and at levels over 19. */
#define LIMIT_ZSTD_WINDOW_LOG 23
/* Bundles on one shelf, and how deep below its folder they are looked for: a stick with somebody's whole backup must not
 * fill the memory or keep a visitor waiting; and where bundles are verified each stays open, of at most 1,024 files. */
#define LIMIT_LIBRARY 800u
#define LIMIT_LIBRARY_DEPTH 4u
/* Names looked at for that: a stick of a hundred thousand photographs must not keep the screen waiting. */
#define LIMIT_LIBRARY_NAMES 20000u
/* Files in and below a folder on a shelf that is one bundle itself: opening it asks for the size of each, and FAT looks for each name from its
 * folder's beginning. 5,000 in one folder are 12 million names looked at, a part of a second; 100,000 would be an hour. */
#define LIMIT_SHELF_FOLDER 5000u
/* And in all such folders of one shelf together, which are counted before any is opened. */
#define LIMIT_SHELF_FOLDERS 100000u
/* Sticks at once: a hub has seven sockets. And what is shown of a stick's name: FAT has 11 characters, NTFS 32. */
#define LIMIT_MEDIA 16u
#define LIMIT_MEDIUM_LABEL 96u
/* Folders watched for new bundles; the kernel gives all of a user's programs 8,192 on a small board. */
#define LIMIT_WATCHED_FOLDERS 256u
/* A bundle in a bundle may be in no further one: each level unpacks the same bytes once more. */
#define LIMIT_BUNDLE_DEPTH 1u
/* One that is deflated in the other is unpacked once when it is opened, a second for this much: an EPUB of photographs has
 * 200 MB. */
#define LIMIT_INNER_BUNDLE MIB(256)
/* And may be this many times its packed bytes, beyond an allowance: a run of one byte, which nothing else shrinks to
 * a thousandth, unpacks at a fifth of the speed. */
#define LIMIT_INNER_GROWTH 16u
#define LIMIT_INNER_ALLOWANCE MIB(64)
/* Places in one where unpacking can begin, of 40 KB each. */
#define LIMIT_ACCESS_POINTS 128u
/* bundle.ini and slipcase.conf: a few lines in truth. A value is a line of text for a person. */
#define LIMIT_SETTINGS KIB(64)
#define LIMIT_SETTINGS_VALUE 1024u
/* A language tag (BCP 47): the longest that are registered have some 35 bytes. */
#define LIMIT_LANGUAGE_TAG 64u
/* Articles of one bundle whose first pages invite a reader: the others on the shelf have their turn, too. */
#define LIMIT_ATTRACT 16u
/* Findings in one bundle.ini that are kept for `check`. */
#define LIMIT_MANIFEST_FINDINGS 100u
/* One file of what is kept between starts: the counts of two years have 18 KB. */
#define LIMIT_STATE_FILE KIB(64)
/* Days whose opened articles are counted: two years. Older ones are forgotten, also those of a clock that once was wrong. */
#define LIMIT_USAGE_DAYS 731u
/* The administrator's key file on a stick, which is read while somebody may be reading: a larger one is not it. */
#define LIMIT_ADMIN_KEY KIB(64)
/* Signatures: minisign writes comments of at most 1,024 and trusted ones of at most 8,192 bytes, and keys of some 120; a
 * folder of trusted keys is an administrator's, and all of it is held. */
#define LIMIT_TRUSTED_COMMENT 8192u
#define LIMIT_SIGNATURE_FILE KIB(12)
#define LIMIT_KEY_FILE KIB(4)
#define LIMIT_TRUSTED_KEYS 256u
/* Bytes that copying a bundle leaves free in the library: the system's own logs and the reader's state lie on the same card. */
#define LIMIT_INSTALL_RESERVE MIB(16)
/* Bundles that one new edition takes the place of: normally one; what is beyond stays. */
#define LIMIT_REPLACED 64u
/* The file of the editions that were installed: some thousand of them. */
#define LIMIT_REMEMBERED KIB(256)
/* A folder as a bundle: twice a large repository's files, and their paths. On a slow stick each is looked at in a
 * millisecond. */
#define LIMIT_FOLDER_FILES 200000u
#define LIMIT_FOLDER_NAMES MIB(32)
/* Folders within folders: beyond this it is a loop of mounts. */
#define LIMIT_FOLDER_DEPTH 64u
/* Around an article that is opened by itself pictures are looked for so deep, among so many files: it may lie in somebody's
 * home folder. */
#define LIMIT_BESIDE_DEPTH 4u
#define LIMIT_BESIDE_FILES 10000u
/* Text of one article: the longest book in one file known to us is 12 MB. */
#define LIMIT_ARTICLE_SOURCE MIB(64)
/* Encoded picture file. */
#define LIMIT_PICTURE_SOURCE MIB(32)

/* Document. Markdown can amplify (28 KB of nested links gave 80 MB of HTML): HTML out may be this many times the
 * Markdown in, beyond a fixed allowance. */
#define LIMIT_MARKDOWN_GROWTH 16u
#define LIMIT_MARKDOWN_ALLOWANCE MIB(1)
/* Bytes of a part times the addresses in it: md4c 0.4 takes time by that, 800 KB of nothing else took 10 s. Beyond it
 * addresses are found all the same (dialect.h), but marks of emphasis in them count. */
#define LIMIT_MARKDOWN_ADDRESSES MIB(64)
/* Open elements; browsers stop at 512. */
#define LIMIT_NESTING 256u
/* All memory of one parsed article: 64 MB of source would not fit a small board; 5 MB of source takes about 12. */
#define LIMIT_ARTICLE_MEMORY MIB(192)
/* One paragraph, in bytes of text: longer ones are cut into several, so that line fitting stays bounded. */
#define LIMIT_PARAGRAPH KIB(64)
/* Rows of one table before it is continued as another: columns are sized over these. */
#define LIMIT_TABLE_ROWS 256u
#define LIMIT_TABLE_COLUMNS 64u
/* Bytes of text in a cell, some 1,000 Han characters: more is not read side by side with other cells, the table lays out a page. */
#define LIMIT_CELL KIB(3)
/* Style sheets of one article together: those of books have 30 KB. Rules that come after are ignored. */
#define LIMIT_SHEETS KIB(512)
/* Compounds that are compared to dress one element: a thousand rules of a hostile sheet, each a chain of "* * *", would otherwise
 * take longer for a page than a reader waits. What is not compared does not match. */
#define LIMIT_COMPARISONS 8192u
/* Footnotes of an EPUB's chapter that wait for its end; those that come after stay where they are. A critical edition's chapter
 * has 300 KB of them. */
#define LIMIT_NOTES MIB(4)
/* One file that describes a bundle (container.xml, an OPF, nav or NCX, mkdocs.yml): a book of 10,000 chapters has 3 MB. */
#define LIMIT_DESCRIPTION MIB(8)
/* Labels and addresses of a table of contents: a hundred thousand of them with 160 bytes each. What comes after is left out. */
#define LIMIT_CONTENTS_MEMORY MIB(16)
/* Rows of one folder that are sorted by the reader's collation, with up to 100 bytes each meanwhile; more stay in byte order. */
#define LIMIT_COLLATED 200000u
/* Address of a link as written. */
#define LIMIT_ADDRESS KIB(8)

/* Files of pictures in one article that stand in their addresses (data:), which are held as long as the article is: a saved page with
 * its photographs has some megabytes. Those that come after are missing. */
#define LIMIT_ENCLOSED MIB(4)

/* Search. All memory of SQLite: a megabyte of pages, and what a word's beginning that half of the articles have takes to merge; a
 * database made to take more is damaged. */
#define LIMIT_SEARCH_MEMORY MIB(12)
/* And while a bundle is packed, on its author's machine: FTS5 writes nothing before the end of an article, and holds some 140 bytes for
 * each of its words until then; of LIMIT_ARTICLE_SOURCE as many as a list of numbers or names has. */
#define LIMIT_INDEXING_MEMORY MIB(1024)
/* Of what an index says that an article is called: it is held for each hit. */
#define LIMIT_SEARCH_TITLE KIB(1)

/* Paint. Decoded pixels of one picture: 16 million is 64 MB for the moment of decoding, the most that is safe; a
 * JPEG is scaled while it is decoded and is checked after that scaling. */
#define LIMIT_PICTURE_PIXELS 16000000u
/* A side longer than this is refused whatever the area. */
#define LIMIT_PICTURE_SIDE 32767u

#endif
