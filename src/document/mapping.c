#include "document/mapping.h"

#include <string.h>

enum status mapping_load(const char *text, size_t size, yaml_document_t *out, size_t *line)
{
    yaml_parser_t parser;
    *line = 0;
    if (!yaml_parser_initialize(&parser))
        return STATUS_NO_MEMORY;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    enum status status = STATUS_OK;
    if (!yaml_parser_load(&parser, out)) {
        status = parser.error == YAML_MEMORY_ERROR ? STATUS_NO_MEMORY : STATUS_CORRUPT;
        *line = parser.problem_mark.line + 1;
    } else if (!mapping_top(out)) {
        yaml_document_delete(out);
        status = STATUS_CORRUPT;
        *line = 1;
    }
    yaml_parser_delete(&parser);
    return status;
}

const yaml_node_t *mapping_top(yaml_document_t *document)
{
    const yaml_node_t *top = yaml_document_get_root_node(document);
    return top && top->type == YAML_MAPPING_NODE ? top : NULL;
}

const yaml_node_t *mapping_value(yaml_document_t *document, const yaml_node_t *node, const char *key)
{
    if (!node || node->type != YAML_MAPPING_NODE)
        return NULL;
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top;
         pair++) {
        const char *name = mapping_scalar(yaml_document_get_node(document, pair->key));
        if (name && strcmp(name, key) == 0)
            return yaml_document_get_node(document, pair->value);
    }
    return NULL;
}

const char *mapping_scalar(const yaml_node_t *node)
{
    const char *text = node && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
    return text && *text ? text : NULL;
}
