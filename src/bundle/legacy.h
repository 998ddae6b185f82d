/* The charset of entry names that say nothing of it: zips packed by Windows in China, Taiwan, Japan or Korea hold names
 * in that system's own. One name is too short to tell, so all of a bundle's are looked at together. */
#ifndef BUNDLE_LEGACY_H
#define BUNDLE_LEGACY_H

#include <stddef.h>

/* As many bytes of names as are looked at; ICU's detector needs some ten characters of two bytes. */
#define LEGACY_SAMPLE ((size_t)16 * 1024)

/* `names` are those that do not say that they are UTF-8, each with '\n' behind it. The ICU converter's name: GB18030, Big5-HKSCS,
 * windows-31j or windows-949 (what the WHATWG labels gb18030, big5, shift_jis and euc-kr mean), else ibm-437, APPNOTE.TXT's
 * own (appendix D.1). NULL when out of memory. */
const char *legacy_charset(const char *names, size_t size);

#endif
