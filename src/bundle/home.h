/* The pages with which folders and bundles begin, whatever the case of their names. */
#ifndef BUNDLE_HOME_H
#define BUNDLE_HOME_H

#include "bundle/bundle.h"

/* README.md, index.md and index.html introduce their folder; SUMMARY.md is where reading starts when there is none of them. */
enum home_rank { HOME_README, HOME_INDEX, HOME_INDEX_HTML, HOME_SUMMARY, HOME_NONE };

/* Of a name without its folders. */
enum home_rank home_rank(const char *name);

/* The page that introduces the folder path[0..size), which is empty or ends in '/'; ENTRY_NONE without one. */
uint32_t home_of_folder(const struct bundle *bundle, const char *path, size_t size);

/* The page of the best rank in the shallowest folder that has any, else the first article; ENTRY_NONE without any. */
uint32_t home_of_bundle(const struct bundle *bundle);

#endif
