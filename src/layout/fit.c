/* Lines by total fit (Knuth and Plass, "Breaking Paragraphs into Lines", 1981): of all ways to break a text the one whose
 * lines differ least from their natural width. For each place where a line may end, the best line that ends there is found
 * among those that are neither too long nor hopelessly loose; the cheapest chain to the end wins. */
#include "base/grow.h"
#include "layout/opening.h"

/* A place where a line may begin. */
struct node {
    uint64_t cost;        /* of the best way to begin a line here */
    int64_t room;         /* what the width before a line's end is taken from to give its slack */
    int64_t tight, loose; /* … to tell whether it can be shrunk that far, and whether it is too loose */
    int64_t shrink, ease, most; /* as in the sum here */
    uint32_t atom;
    uint32_t from; /* the node where the line before begins */
};

/* Everything that decides how a line from one atom to another fits. */
struct fitting {
    struct para *para;
    const struct sum *sums;
    struct node *nodes; /* where lines may begin on a way that costs less than the ceiling */
    uint32_t count;
    uint64_t ceiling; /* … in `cost`; or COST_NONE */
    uint32_t segment; /* first atom of what stands between two forced breaks */
    uint32_t segment_end;
};

struct measure {
    int64_t slack; /* of the measure; negative: too long */
    int64_t shrink, ease, most;
};

#define COST_NONE UINT64_MAX
#define HAN_MOST 2
#define COST_EMERGENCY 300000000u /* worse than the shortest line */
#define COST_PART 50000000u       /* of an address; a line that lacks a quarter is better */
#define COST_HYPHEN 900u          /* TeX's \\hyphenpenalty of 50 with its usual badness of 20 */
#define COST_RUNT 60000000u       /* last line of one character and a mark (G2) */
#define COST_RAGGED 4000u         /* badness of a line that cannot reach the measure */
/* A line that cannot reach the measure, at least. */
#define COST_LOOSE ((COST_RAGGED + 1ull) * (COST_RAGGED + 1))
#define COST_SHORT 12000u /* ... and of one that holds next to nothing: two that lack a little are better */
#define COST_OVERFULL 2000000u /* badness of a single atom wider than the measure */

static fixed width_of_line(const struct fitting *fitting, uint32_t first)
{
    const struct para_spec *spec = &fitting->para->spec;
    return spec->measure - (first == fitting->segment ? spec->indent : 0);
}

/* What all lines that end before atom `next` have in common. */
struct ending {
    uint32_t end;               /* without spaces */
    int64_t width;              /* up to there, with the mark at the end cut and a hyphen drawn */
    int64_t shrink, ease, most; /* before the last atom, whose own joint is not in the line */
    uint64_t hyphen, place;     /* costs of drawing one, and of breaking there */
    bool last;                  /* before a forced break */
};

static struct ending ending_before(const struct fitting *fitting, uint32_t next)
{
    const struct atom *atoms = fitting->para->atoms;
    struct ending ending = {.end = fitting->sums[next].solid, .last = next == fitting->segment_end};
    if (!ending.last)
        ending.place = atoms[next].flags & ATOM_EMERGENCY ? COST_EMERGENCY
                       : atoms[next].flags & ATOM_PART    ? COST_PART
                                                          : 0;
    if (ending.end <= fitting->segment)
        return ending;
    const struct atom *atom = &atoms[ending.end - 1];
    const struct sum *before = &fitting->sums[ending.end - 1];
    ending.shrink = before->shrink;
    ending.ease = before->ease;
    ending.most = before->most;
    ending.width = before->width + atom->advance - glue_cut_end(atom);
    if (atom->kind == KIND_HYPHEN) {
        ending.hyphen = COST_HYPHEN;
        ending.width += ending.end != fitting->segment_end ? para_hyphen(fitting->para, atom) : 0;
    }
    return ending;
}

static struct node node_at(const struct fitting *fitting, uint32_t atom)
{
    const struct sum *sum = &fitting->sums[atom];
    int64_t room = width_of_line(fitting, atom) + sum->width + glue_cut_start(&fitting->para->atoms[atom]);
    return (struct node){.room = room,
                         .tight = room - sum->shrink,
                         .loose = fitting->para->spec.justify ? room + sum->most : room,
                         .shrink = sum->shrink,
                         .ease = sum->ease,
                         .most = sum->most,
                         .atom = atom};
}

static bool is_blank(const struct node *node, const struct ending *ending)
{
    return ending->end <= node->atom;
}

static inline struct measure measure_line(const struct fitting *fitting, const struct node *node,
                                          const struct ending *ending)
{
    if (is_blank(node, ending))
        return (struct measure){.slack = width_of_line(fitting, node->atom)};
    return (struct measure){.slack = node->room - ending->width,
                            .shrink = ending->shrink - node->shrink,
                            .ease = ending->ease - node->ease,
                            .most = ending->most - node->most};
}

static void add_up(const struct para *para, struct sum *sums)
{
    sums[0] = (struct sum){0};
    for (uint32_t i = 0; i < para->atom_count; i++) {
        const struct atom *atom = &para->atoms[i];
        struct sum *next = &sums[i + 1];
        *next = sums[i];
        next->width += atom->advance + atom->space;
        next->shrink += atom->shrink;
        next->ease += atom->stretch;
        next->most +=
            atom->joint == JOINT_WORD || atom->joint == JOINT_GAP ? atom->stretch : atom->stretch * HAN_MOST;
        if (atom->kind != KIND_SPACE)
            next->solid = i + 1;
    }
}

/* 100 (need/capacity)³, the usual badness. */
static uint64_t badness(int64_t need, int64_t capacity)
{
    uint64_t ratio = (uint64_t)(need * 1000 / (capacity > 0 ? capacity : 1));
    return ratio * ratio / 1000 * ratio / 10000;
}

static bool runt(const struct fitting *fitting, uint32_t first, uint32_t end)
{
    const struct atom *atoms = fitting->para->atoms;
    uint32_t letters = 0;
    for (uint32_t i = first; i < end && letters < 2; i++)
        letters += atoms[i].kind == KIND_HAN || atoms[i].kind == KIND_LATIN || atoms[i].kind == KIND_WIDE ||
                   atoms[i].kind == KIND_PICTURE;
    return end > first && letters < 2 && end - first <= 3;
}

/* How bad it is to set this as a line; squared, so that one bad line costs more than many slightly bad ones. */
static inline uint64_t cost_of(const struct fitting *fitting, const struct node *node,
                               const struct ending *ending)
{
    const struct para_spec *spec = &fitting->para->spec;
    const struct measure measure = measure_line(fitting, node, ending), *m = &measure;
    uint64_t bad = 0, extra = ending->place;
    if (m->slack < 0)
        bad = -m->slack <= m->shrink ? badness(-m->slack, m->shrink) : COST_OVERFULL;
    else if (ending->last)
        extra += node->atom != fitting->segment && !spec->code && runt(fitting, node->atom, ending->end)
                     ? COST_RUNT
                     : 0;
    else if (!spec->justify)
        bad = (uint64_t)(m->slack * 100 / spec->measure);
    else if (m->slack > 0)
        bad = m->slack <= m->most ? badness(m->slack, m->ease)
                                  : COST_RAGGED + (uint64_t)(m->slack * COST_SHORT / spec->measure);
    if (!is_blank(node, ending))
        extra += ending->hyphen;
    return (bad + 1) * (bad + 1) + extra;
}

/* What `loose` of a node is more than when a line from there is too loose: then those that begin later are, too. */
static int64_t loosest(const struct fitting *fitting, const struct ending *ending)
{
    const struct para_spec *spec = &fitting->para->spec;
    if (ending->last)
        return INT64_MAX;
    return ending->width + (spec->justify ? ending->most : spec->measure / 3);
}

/* The cost of the best way to end a line before atom `next`, if it is less than the ceiling, and the node where that line
 * begins. `oldest` is the first node whose lines can still be short enough. */
static uint64_t reach(const struct fitting *fitting, uint32_t next, uint32_t *oldest, uint32_t *best)
{
    const struct node *nodes = fitting->nodes;
    const struct ending ending = ending_before(fitting, next);
    const int64_t tightest = ending.width - ending.shrink, limit = loosest(fitting, &ending);
    uint64_t least = fitting->ceiling;
    while (*oldest + 1 < fitting->count && nodes[*oldest].tight < tightest &&
           !is_blank(&nodes[*oldest], &ending))
        (*oldest)++;
    for (uint32_t from = *oldest; from < fitting->count; from++) {
        bool loose = nodes[from].loose > limit || (is_blank(&nodes[from], &ending) && !ending.last);
        if (loose && fitting->ceiling <= COST_LOOSE)
            break;
        /* No line costs nothing. */
        if (nodes[from].cost < least) {
            uint64_t cost = nodes[from].cost + cost_of(fitting, &nodes[from], &ending);
            if (cost < least) {
                least = cost;
                *best = from;
            }
        }
        if (loose)
            break;
    }
    return least;
}

static enum status add_node(struct setter *setter, struct fitting *fitting, uint32_t atom, uint64_t cost,
                            uint32_t from)
{
    enum status status = GROW(setter->nodes, setter->node_room, fitting->count + 1ull);
    if (status)
        return status;
    fitting->nodes = setter->nodes;
    struct node *node = &fitting->nodes[fitting->count++];
    *node = node_at(fitting, atom);
    node->cost = cost;
    node->from = from;
    return STATUS_OK;
}

/* No width lies between the two, and neither is the worse place: a line that begins at the first of them is as good. Else ten
 * thousand places without width would each be tried with each other. */
static bool same_place(const struct fitting *fitting, uint32_t first, uint32_t second)
{
    const struct atom *atoms = fitting->para->atoms;
    return fitting->sums[first].width == fitting->sums[second].width &&
           !((atoms[first].flags ^ atoms[second].flags) & (ATOM_EMERGENCY | ATOM_PART));
}

/* Finds the places where a line can begin, and the cheapest chain of lines to each. The last of them is the end, unless all
 * chains to it cost as much as the ceiling. */
static enum status find_chains(struct setter *setter, struct fitting *fitting, uint64_t ceiling)
{
    const struct atom *atoms = fitting->para->atoms;
    uint32_t end = fitting->segment_end, oldest = 0, last = fitting->segment;
    fitting->ceiling = ceiling;
    fitting->count = 0;
    enum status status = add_node(setter, fitting, fitting->segment, 0, 0);
    for (uint32_t i = fitting->segment + 1; i <= end && !status; i++) {
        uint32_t from = 0;
        if (i != end && (!(atoms[i].flags & ATOM_BREAK) || same_place(fitting, last, i)))
            continue;
        last = i;
        uint64_t cost = reach(fitting, i, &oldest, &from);
        if (cost < ceiling)
            status = add_node(setter, fitting, i, cost, from);
    }
    return status;
}

static enum status add_line(struct fitting *fitting, uint32_t first, uint32_t next)
{
    struct para *para = fitting->para;
    enum status status = GROW(para->lines, para->line_room, para->line_count + 1ull);
    if (status)
        return status;
    const struct ending ending = ending_before(fitting, next);
    const struct node node = node_at(fitting, first);
    struct measure m = measure_line(fitting, &node, &ending);
    struct line *line = &para->lines[para->line_count++];
    *line = (struct line){.first = first, .end = is_blank(&node, &ending) ? first : ending.end};
    line->width = width_of_line(fitting, first) - (fixed)m.slack;
    if (m.slack < 0 && -m.slack <= m.shrink)
        line->justified = true;
    else if (m.slack >= 0 && para->spec.justify && !ending.last)
        line->justified = m.slack <= m.most;
    line->adjust = line->justified ? (fixed)m.slack : 0;
    return STATUS_OK;
}

static enum status add_chain(struct fitting *fitting, uint32_t last)
{
    struct node *nodes = fitting->nodes;
    /* Turn the chain of "from" round, so that it leads from the first line to the last. */
    uint32_t at = last, next = last;
    while (at != 0) {
        uint32_t from = nodes[at].from;
        nodes[at].from = next;
        next = at;
        at = from;
    }
    for (at = 0; at != last; at = next, next = nodes[at].from) {
        enum status status = add_line(fitting, nodes[at].atom, nodes[next].atom);
        if (status)
            return status;
    }
    return STATUS_OK;
}

static enum status fit_segment(struct setter *setter, struct fitting *fitting)
{
    struct para *para = fitting->para;
    uint32_t first = fitting->segment, end = fitting->segment_end;
    if (first == end)
        return add_line(fitting, first, end);
    opening_of_wide(para, setter->sums, first, end);
    /* Nearly always there is a way without a ragged line, and none with one is better. */
    enum status status = find_chains(setter, fitting, para->spec.justify ? COST_LOOSE : COST_NONE);
    if (!status && fitting->nodes[fitting->count - 1].atom != end)
        status = find_chains(setter, fitting, COST_NONE);
    return status ? status : add_chain(fitting, fitting->count - 1);
}

enum status fit_text(struct setter *setter, struct para *para)
{
    para->line_count = 0;
    enum status status = GROW(setter->sums, setter->sum_room, para->atom_count + 1ull);
    if (status)
        return status;
    add_up(para, setter->sums);
    struct fitting fitting = {.para = para, .sums = setter->sums};
    for (uint32_t i = 0; i <= para->atom_count && para->atom_count; i++) {
        if (i < para->atom_count && para->atoms[i].kind != KIND_FEED)
            continue;
        fitting.segment_end = i;
        status = fit_segment(setter, &fitting);
        if (status)
            return status;
        fitting.segment = i + 1;
        if (i + 1 == para->atom_count)
            break;
    }
    return STATUS_OK;
}
