/* The container of an EPUB (OCF, EPUB 3.3 §4): which entry is its package document, and what in it is encrypted.
 * Private to document/. */
#ifndef DOCUMENT_OCF_H
#define DOCUMENT_OCF_H

#include "document/article.h"

/* The entry META-INF/container.xml; ENTRY_NONE: the bundle is no EPUB. */
uint32_t ocf_container(const struct bundle *bundle);

/* The package document: the first rootfile of that kind. STATUS_NOT_FOUND with a sentence when none is named, or it is
 * missing; STATUS_CORRUPT, when one was found all the same, with *package set. */
enum status ocf_package(struct bundle *bundle, uint32_t container, uint32_t *package,
                        struct fault *fault) MUST_USE;

/* Locks what META-INF/encryption.xml names (bundle_lock), but for obfuscated fonts, which are not read anyway: EPUB 3.3 §4.4
 * ("http://www.idpf.org/2008/embedding"), and Adobe's ("http://ns.adobe.com/pdf/enc#RC"). */
enum status ocf_lock(struct bundle *bundle, struct fault *fault) MUST_USE;

#endif
