#include "document/path.h"

#include <string.h>

/* Longer lists of classes are cut: they belong to scripts. */
#define WORDS_SIZE KIB(1)

static enum status add(struct buffer *words, const char *text, uint32_t *at)
{
    *at = 0;
    if (!text || !*text)
        return STATUS_OK;
    *at = (uint32_t)words->size;
    enum status status = buffer_add(words, text, strnlen(text, WORDS_SIZE));
    return status ? status : buffer_add(words, "", 1);
}

enum status path_push(struct path *path, const char *name, const char *class, const char *id)
{
    if (path->depth++ >= LIMIT_NESTING)
        return STATUS_OK;
    struct path_element *element = &path->elements[path->depth - 1];
    *element = (struct path_element){.name = name};
    if (!class && !id)
        return STATUS_OK;
    enum status status = path->words.size ? STATUS_OK : buffer_add(&path->words, "", 1);
    if (!status)
        status = add(&path->words, class, &element->class);
    return status ? status : add(&path->words, id, &element->id);
}

void path_pop(struct path *path)
{
    if (path->depth == 0 || --path->depth >= LIMIT_NESTING)
        return;
    const struct path_element *element = &path->elements[path->depth];
    if (element->class)
        path->words.size = element->class;
    else if (element->id)
        path->words.size = element->id;
}

void path_free(struct path *path)
{
    buffer_free(&path->words);
}
