/* YAML 1.1 through libyaml, for front matter and mkdocs.yml: one document as nodes, an alias being the node that it names, so
 * that none grows. Its nesting stops at libyaml's 1,000. Private to document/. */
#ifndef DOCUMENT_MAPPING_H
#define DOCUMENT_MAPPING_H

#include <stddef.h>
#include <yaml.h>

#include "base/status.h"

/* text[0..size) in UTF-8. Free *out with yaml_document_delete after STATUS_OK. STATUS_CORRUPT: it is no YAML, or its top is no
 * mapping; *line is then the line of the fault, from 1. */
enum status mapping_load(const char *text, size_t size, yaml_document_t *out, size_t *line) MUST_USE;

/* The top of the document. */
const yaml_node_t *mapping_top(yaml_document_t *document);

/* The value under `key`; NULL: there is none, or `node` is no mapping. Of several the first. */
const yaml_node_t *mapping_value(yaml_document_t *document, const yaml_node_t *node, const char *key);

/* A scalar's text; NULL: it is none (also for a NULL node), or it is empty. */
const char *mapping_scalar(const yaml_node_t *node);

#endif
