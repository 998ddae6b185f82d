#include "bundle/link.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/home.h"
#include "bundle/names.h"
#include "bundle/repository.h"

/* A path being put together from its parts, below the bundle's top or, with outer < OUTER, below so many of the folders
 * above it. */
struct path {
    char text[LIMIT_ADDRESS + LIMIT_ENTRY_NAME + 2];
    size_t size;
    int outer;
    bool rooted; /* ".." stops at the top */
    bool folder; /* ends in '/', "." or ".." */
};

static void path_up(struct path *path)
{
    if (path->size > 0) {
        while (path->size > 0 && path->text[path->size - 1] != '/')
            path->size--;
        path->size -= path->size > 0;
    } else if (!path->rooted && path->outer > 0) {
        path->outer--;
    }
    path->text[path->size] = '\0';
}

/* Adds parts one by one, "." and ".." worked out. The text has room for any `from` and any address. */
static void path_add(struct path *path, struct slice parts)
{
    while (parts.size) {
        bool more = memchr(parts.start, '/', parts.size);
        struct slice part = take_part(&parts);
        path->folder = more;
        if (part.size == 0 || slice_is(part, ".")) {
            path->folder = true;
        } else if (slice_is(part, "..")) {
            path_up(path);
            path->folder = true;
        } else {
            if (path->size > 0)
                path->text[path->size++] = '/';
            memcpy(path->text + path->size, part.start, part.size);
            path->size += part.size;
            path->text[path->size] = '\0';
        }
    }
}

/* Percent-decoding (RFC 3986 §2.1) into `out`, which has room for the text; a '%' without two digits stays. When the
 * result is no text the original is kept: the name may really be written so. */
static size_t percent_decode(struct slice text, char *out)
{
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        int high = text.start[i] == '%' && i + 2 < text.size ? hex(text.start[i + 1]) : -1;
        int low = high >= 0 ? hex(text.start[i + 2]) : -1;
        if (low >= 0)
            i += 2;
        out[size++] = low >= 0 ? (char)(high << 4 | low) : text.start[i];
    }
    if (!utf8_valid(out, size) || memchr(out, '\0', size)) {
        memcpy(out, text.start, text.size);
        size = text.size;
    }
    out[size] = '\0';
    return size;
}

static uint32_t find_in_folder(const struct bundle *bundle, const struct path *path)
{
    char name[sizeof path->text + 1];
    int size = snprintf(name, sizeof name, "%s%s", path->text, path->size ? "/" : "");
    uint32_t found = home_of_folder(bundle, name, (size_t)size);
    return found == ENTRY_NONE && path->size == 0 ? bundle_home(bundle) : found;
}

/* Sites are written with links that have no ending: docsify's "guide", MkDocs' "guide/". */
static uint32_t find_without_ending(const struct bundle *bundle, const struct path *path)
{
    char name[sizeof path->text + 4];
    snprintf(name, sizeof name, "%s.md", path->text);
    return path->size ? bundle_find(bundle, name) : ENTRY_NONE;
}

static uint32_t find_path(const struct bundle *bundle, const struct path *path)
{
    uint32_t found = path->folder || path->size == 0 ? ENTRY_NONE : bundle_find(bundle, path->text);
    if (found == ENTRY_NONE)
        found = find_in_folder(bundle, path);
    return found == ENTRY_NONE ? find_without_ending(bundle, path) : found;
}

/* A site that is a folder of its repository begins its links at that folder's top, "docs" say. */
static uint32_t find_in_site(const struct bundle *bundle, const char *from, struct slice text)
{
    struct path path = {.outer = OUTER, .rooted = true};
    path_add(&path, (struct slice){from, strcspn(from, "/")});
    path_add(&path, text);
    return find_path(bundle, &path);
}

/* Where a decoded path leads, seen from the entry `from`. On return `path` holds the name looked for. */
static enum target_kind follow(const struct bundle *bundle, uint32_t from, struct slice text,
                               struct path *path, uint32_t *entry)
{
    *path = (struct path){.outer = OUTER, .rooted = text.size > 0 && text.start[0] == '/'};
    const char *base = bundle_name(bundle, from), *slash = strrchr(base, '/');
    if (!path->rooted && slash)
        path_add(path, (struct slice){base, (size_t)(slash - base)});
    path->folder = true;
    path_add(path, text);
    int outer = path->outer;
    struct path inner = {.outer = OUTER, .rooted = true, .folder = true};
    struct slice rest = {path->text, path->size};
    if (outer < OUTER && repository_is_own(bundle, outer, &rest)) {
        path_add(&inner, rest);
        inner.folder |= path->folder;
        *path = inner;
        outer = OUTER;
    }
    *entry = outer < OUTER && path->size == 0 ? ENTRY_NONE : find_path(bundle, path);
    if (*entry == ENTRY_NONE && path->rooted && slash)
        *entry = find_in_site(bundle, base, text);
    if (*entry != ENTRY_NONE)
        return TARGET_ENTRY;
    /* "../../issues" is GitHub's; one step too many is more likely a page moved without its pictures. */
    return outer < OUTER - 1 ? TARGET_OUTSIDE : TARGET_MISSING;
}

/* The path of an address of the bundle's own repository; false for any other. */
static bool own_address(const struct bundle *bundle, struct slice address, struct slice *path)
{
    struct slice host = take_part(&address);
    *path = address;
    if (slice_is(host, "github.com") || slice_is(host, "www.github.com"))
        return repository_is_own(bundle, 0, path);
    if (!slice_is(host, "raw.githubusercontent.com"))
        return false;
    take_part(path);
    struct slice repository = take_part(path);
    return repository_take(bundle, repository, path);
}

/* The length of "scheme:" (RFC 3986 §3.1) at the start, or 0. */
static size_t scheme_size(struct slice href)
{
    for (size_t i = 0; i < href.size; i++) {
        char c = href.start[i], letter = (char)(c | 0x20);
        if (c == ':')
            return i > 0 ? i + 1 : 0;
        if (letter >= 'a' && letter <= 'z')
            continue;
        if (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))
            return 0;
    }
    return 0;
}

/* As the URL standard does: no white space around, no tabs or line ends within, '\' is '/'. */
static struct slice tidy(const char *href, char *out)
{
    size_t size = 0;
    for (; *href; href++)
        if (*href != '\t' && *href != '\n' && *href != '\r' && (size > 0 || (unsigned char)*href > ' '))
            out[size++] = *href == '\\' ? '/' : *href;
    while (size > 0 && (unsigned char)out[size - 1] <= ' ')
        size--;
    out[size] = '\0';
    return (struct slice){out, size};
}

/* Cuts "#fragment" and "?query" off. */
static struct slice split(struct slice href, struct slice *fragment)
{
    *fragment = (struct slice){0};
    const char *hash = memchr(href.start, '#', href.size);
    if (hash) {
        *fragment = (struct slice){hash + 1, href.size - (size_t)(hash + 1 - href.start)};
        href.size = (size_t)(hash - href.start);
    }
    const char *query = memchr(href.start, '?', href.size);
    if (query)
        href.size = (size_t)(query - href.start);
    return href;
}

static enum status set_address(struct target *out, enum target_kind kind, struct slice text,
                               struct arena *arena)
{
    out->kind = kind;
    out->address = arena_copy(arena, text.start, text.size);
    return out->address ? STATUS_OK : STATUS_NO_MEMORY;
}

/* A link that leads to no entry: perhaps the path is a folder's. */
static enum status set_folder(struct target *out, const struct bundle *bundle, const struct path *path,
                              struct arena *arena)
{
    struct name name;
    if (path->size && name_normalise(path->text, path->size, &name) && name.size < LIMIT_ENTRY_NAME) {
        memcpy(name.text + name.size, "/", 2);
        if (bundle_folder_exists(bundle, name.text, name.size + 1))
            return set_address(out, TARGET_FOLDER, (struct slice){name.text, name.size + 1}, arena);
    }
    return set_address(out, TARGET_MISSING, (struct slice){path->text, path->size}, arena);
}

static enum status set_entry(struct target *out, uint32_t entry, struct slice fragment, struct arena *arena)
{
    char decoded[LIMIT_ADDRESS + 1];
    out->kind = TARGET_ENTRY;
    out->entry = entry;
    if (fragment.size == 0)
        return STATUS_OK;
    size_t size = percent_decode(fragment, decoded);
    out->fragment = arena_copy(arena, decoded, size);
    return out->fragment ? STATUS_OK : STATUS_NO_MEMORY;
}

/* A path within the bundle, from `from`: decoded, else as written, else with what looked like a query or fragment, for
 * names such as "C#.md". The first attempt is the one that a failure tells of. */
static enum status resolve_path(const struct bundle *bundle, uint32_t from, struct slice href,
                                struct arena *arena, struct target *out)
{
    struct slice fragment;
    struct slice text = split(href, &fragment);
    char decoded[LIMIT_ADDRESS + 1];
    struct path path, other;
    uint32_t entry;
    if (text.size == 0)
        return set_entry(out, from, fragment, arena);
    struct slice plain = {decoded, percent_decode(text, decoded)};
    enum target_kind kind = follow(bundle, from, plain, &path, &entry);
    if (kind == TARGET_ENTRY)
        return set_entry(out, entry, fragment, arena);
    if (plain.size != text.size && follow(bundle, from, text, &other, &entry) == TARGET_ENTRY)
        return set_entry(out, entry, fragment, arena);
    if (text.size != href.size) {
        plain.size = percent_decode(href, decoded);
        if (follow(bundle, from, plain, &other, &entry) == TARGET_ENTRY)
            return set_entry(out, entry, (struct slice){0}, arena);
    }
    if (kind == TARGET_OUTSIDE)
        return set_address(out, kind, href, arena);
    return set_folder(out, bundle, &path, arena);
}

enum status link_resolve(const struct bundle *bundle, uint32_t from, const char *href, struct arena *arena,
                         struct target *out)
{
    static const char *const inert[] = {"javascript:", "data:", "vbscript:", "about:", "blob:"};
    char text[LIMIT_ADDRESS + 1];
    *out = (struct target){.entry = ENTRY_NONE};
    if (strlen(href) > LIMIT_ADDRESS)
        return STATUS_LIMIT;
    struct slice address = tidy(href, text);
    if (address.size == 0)
        return STATUS_OK;
    size_t scheme = scheme_size(address);
    for (size_t i = 0; i < sizeof inert / sizeof inert[0]; i++)
        if (slice_is((struct slice){address.start, scheme}, inert[i]))
            return STATUS_OK;
    bool web = scheme == 0 || slice_is((struct slice){address.start, scheme}, "http:") ||
               slice_is((struct slice){address.start, scheme}, "https:");
    if (web && !strncmp(address.start + scheme, "//", 2)) {
        struct slice fragment;
        struct slice path = {address.start + scheme + 2, address.size - scheme - 2};
        if (!own_address(bundle, split(path, &fragment), &path))
            return set_address(out, TARGET_OUTSIDE, address, arena);
        /* As a path from the top, with its fragment: the text goes on behind the path. */
        char *top = text + (path.start - text);
        *--top = '/';
        return resolve_path(bundle, from, slice_of(top), arena, out);
    }
    if (scheme > 0) {
        struct path path;
        uint32_t entry;
        if (follow(bundle, from, address, &path, &entry) == TARGET_ENTRY) /* a name with a colon */
            return set_entry(out, entry, (struct slice){0}, arena);
        return set_address(out, TARGET_OUTSIDE, address, arena);
    }
    return resolve_path(bundle, from, address, arena, out);
}
