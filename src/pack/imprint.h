/* The bundle.ini that goes into a bundle: what a reader would pass over is an error of its author's here. */
#ifndef PACK_IMPRINT_H
#define PACK_IMPRINT_H

#include "pack/tree.h"

/* Checks the bundle.ini at the top of the tree, or of its single top folder; without one all is well. `folder` is open.
 * STATUS_INVALID with the sentence of its first wrong line. */
enum status imprint_check(int folder, const struct tree *tree, struct fault *fault) MUST_USE;

#endif
