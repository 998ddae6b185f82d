#include "document/front.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "document/mapping.h"

static size_t trim(const char *line, size_t size)
{
    while (size && strchr(" \t\r\n", line[size - 1]) && line[size - 1])
        size--;
    return size;
}

/* A line that a mapping can have at its top. */
static bool is_key(const char *line, size_t size)
{
    size_t at = 0;
    while (at < size && line[at] != ':' && line[at] > ' ')
        at++;
    return at > 0 && at < size && line[at] == ':' && (at + 1 == size || line[at + 1] == ' ');
}

/* Where front matter ends, by its lines, and its YAML; 0: there is none. */
static size_t find_end(const char *text, size_t size, const char **yaml, size_t *yaml_size)
{
    bool first = true, keys = false;
    for (size_t at = 0; at < size && at < FRONT_SIZE; first = false) {
        const char *line = text + at, *feed = memchr(line, '\n', size - at);
        size_t length = feed ? (size_t)(feed - line) : size - at, word = trim(line, length);
        bool dashes = word == 3 && memcmp(line, "---", 3) == 0;
        bool ends = dashes || (word == 3 && memcmp(line, "...", 3) == 0);
        at += length + (feed != NULL);
        if (first && !dashes)
            return 0;
        if (first) {
            *yaml = text + at;
            continue;
        }
        if (ends) {
            *yaml_size = (size_t)(line - *yaml);
            return keys ? at : 0;
        }
        if (!keys && word && *line != '#' && !is_key(line, word))
            return 0;
        keys |= word && *line != '#';
        if (!word && !keys)
            return 0;
    }
    return 0;
}

static enum status copy(const char *text, size_t size, char **out)
{
    if (*out || !text || !size)
        return STATUS_OK;
    *out = strndup(text, size);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status copy_scalar(yaml_document_t *document, const char *key, char **out)
{
    const char *text = mapping_scalar(mapping_value(document, mapping_top(document), key));
    return copy(text, text ? trim(text, strlen(text)) : 0, out);
}

static enum status add_tag(const char *text, size_t size, size_t *count, struct front *out)
{
    while (size && *text == ' ') {
        text++;
        size--;
    }
    if (*count == FRONT_TAGS || !trim(text, size))
        return STATUS_OK;
    enum status status = copy(text, trim(text, size), &out->tags[*count]);
    *count += !status;
    return status;
}

static enum status copy_tags(yaml_document_t *document, struct front *out)
{
    const yaml_node_t *node = mapping_value(document, mapping_top(document), "tags");
    const char *text = mapping_scalar(node);
    enum status status = STATUS_OK;
    size_t count = 0;
    while (text && *text && !status) {
        size_t size = strcspn(text, ",");
        status = add_tag(text, size, &count, out);
        text += size + (text[size] == ',');
    }
    if (!node || node->type != YAML_SEQUENCE_NODE)
        return status;
    for (const yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top && !status; item++) {
        text = mapping_scalar(yaml_document_get_node(document, *item));
        if (text)
            status = add_tag(text, strlen(text), &count, out);
    }
    return status;
}

enum status front_read(const char *text, size_t *size, struct front *out)
{
    const char *yaml = NULL;
    size_t yaml_size = 0, line, taken = find_end(text, *size, &yaml, &yaml_size);
    yaml_document_t document;
    *size = 0;
    if (!taken)
        return STATUS_OK;
    enum status status = mapping_load(yaml, yaml_size, &document, &line);
    if (status)
        return status == STATUS_CORRUPT ? STATUS_OK : status;
    status = copy_scalar(&document, "title", &out->title);
    if (!status)
        status = copy_scalar(&document, "lang", &out->language);
    if (!status)
        status = copy_scalar(&document, "language", &out->language);
    if (!status)
        status = copy_scalar(&document, "date", &out->date);
    if (!status)
        status = copy_tags(&document, out);
    yaml_document_delete(&document);
    *size = taken;
    return status;
}

void front_free(struct front *front)
{
    free(front->title);
    free(front->language);
    free(front->date);
    for (size_t i = 0; front->tags[i]; i++)
        free(front->tags[i]);
}
