#include "bundle/repository.h"

#include "bundle/index.h"

/* "REPO-BRANCH": the top folder, or the file's name without ".zip". */
static struct slice own_name(const struct bundle *bundle)
{
    const struct index *index = &bundle->index;
    if (index->top)
        return (struct slice){index->names + index->records[0].name, index->top - 1};
    const char *slash = strrchr(bundle->path, '/');
    struct slice name = slice_of(slash ? slash + 1 : bundle->path);
    if (name.size > 4 && !strcasecmp(name.start + name.size - 4, ".zip"))
        name.size -= 4;
    return name;
}

static bool is_default_branch(struct slice branch)
{
    return slice_is(branch, "main") || slice_is(branch, "master") || slice_is(branch, "HEAD");
}

/* What GitHub puts behind the name of a zip for a release or a commit: a version without its 'v', or 40 digits. */
static bool is_release(struct slice slug)
{
    size_t digits = 0;
    while (digits < slug.size && hex(slug.start[digits]) >= 0)
        digits++;
    return (slug.size > 0 && slug.start[0] >= '0' && slug.start[0] <= '9') ||
           (digits == 40 && slug.size == 40);
}

/* Takes the branch off the front of "BRANCH/PATH" when it is the bundle's, whose name is `slug` in the file's name: there a '/' in
 * it became '-'. Links to the default branch are meant for any. */
static bool take_branch(struct slice *rest, struct slice slug)
{
    struct slice left = *rest;
    size_t matched = 0;
    if (left.size > 11 && !strncmp(left.start, "refs/heads/", 11))
        left = (struct slice){left.start + 11, left.size - 11};
    *rest = left;
    while (left.size && matched < slug.size) {
        struct slice part = take_part(&left);
        if (part.size > slug.size - matched || memcmp(part.start, slug.start + matched, part.size) != 0)
            break;
        matched += part.size;
        if (matched == slug.size) {
            *rest = left;
            return true;
        }
        if (slug.start[matched++] != '-')
            break;
    }
    struct slice branch = take_part(rest);
    if (is_release(slug) && branch.size == slug.size + 1 && branch.start[0] == 'v' &&
        !memcmp(branch.start + 1, slug.start, slug.size))
        return true;
    return is_default_branch(branch) && (slug.size == 0 || is_default_branch(slug) || is_release(slug));
}

bool repository_take(const struct bundle *bundle, struct slice repository, struct slice *rest)
{
    struct slice own = own_name(bundle);
    if (repository.size == 0 || own.size < repository.size ||
        strncasecmp(own.start, repository.start, repository.size) != 0)
        return false;
    own.start += repository.size;
    own.size -= repository.size;
    if (own.size == 0) {
        take_part(rest); /* the file does not say which branch it is */
        return true;
    }
    if (own.start[0] != '-')
        return false;
    return take_branch(rest, (struct slice){own.start + 1, own.size - 1});
}

static bool is_view(struct slice part)
{
    return slice_is(part, "blob") || slice_is(part, "raw") || slice_is(part, "tree");
}

bool repository_is_own(const struct bundle *bundle, int outer, struct slice *rest)
{
    struct slice repository = {0};
    if (outer < 1)
        take_part(rest);
    if (outer < 2)
        repository = take_part(rest);
    if (outer < 3 && !is_view(take_part(rest)))
        return false;
    if (outer < 2)
        return repository_take(bundle, repository, rest);
    /* The repository was not left, only its branch perhaps. */
    struct slice own = own_name(bundle);
    for (size_t i = 0; i < own.size; i++) {
        struct slice attempt = *rest;
        if (own.start[i] == '-' &&
            take_branch(&attempt, (struct slice){own.start + i + 1, own.size - i - 1})) {
            *rest = attempt;
            return true;
        }
    }
    return take_branch(rest, slice_of(""));
}
