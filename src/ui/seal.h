/* Who signed a bundle that is verified, for people: the name of the key that the board trusts, when, and what the publisher wrote beside it. Private to ui/. */
#ifndef UI_SEAL_H
#define UI_SEAL_H

#include "base/buffer.h"
#include "bundle/trust.h"

/* One line, or two with a remark; the last one has no end. */
enum status seal_say(const struct signer *signer, struct buffer *out) MUST_USE;

#endif
