/* Lines by total fit (Knuth and Plass, "Breaking Paragraphs into Lines", 1981): of all ways to break a text the one whose
 * lines differ least from their natural width. For each place where a line may end, the best line that ends there is found
 * among those that are neither too long nor hopelessly loose; the cheapest chain to the end wins. */
#include "base/grow.h"
#include "layout/para.h"

/* Before atom k of the text: sums over the atoms and joints before it. */
struct sum {
    int64_t width;
    int64_t shrink;
    int64_t spaces; /* how far words and gaps stretch */
    int64_t han;    /* … and joints between Han characters, at ease; at most twice that (HAN_MOST) */
    uint32_t solid; /* end of the last atom that is no space */
};

struct node {
    uint64_t cost; /* of the best way to begin a line here */
    uint32_t atom;
    uint32_t from; /* the node where the line before begins */
};

/* Everything that decides how a line from one atom to another fits. */
struct fitting {
    struct para *para;
    const struct sum *sums;
    struct node *nodes;
    uint32_t segment; /* first atom of what stands between two forced breaks */
    uint32_t segment_end;
};

struct measure {
    int64_t slack; /* of the measure; negative: too long */
    int64_t shrink, spaces, han;
    uint32_t end; /* without spaces */
};

#define COST_NONE UINT64_MAX
#define HAN_MOST 2
#define COST_EMERGENCY 300000000u /* worse than the shortest line */
#define COST_PART 50000000u       /* of an address; a line that lacks a quarter is better */
#define COST_HYPHEN 900u          /* TeX's \\hyphenpenalty of 50 with its usual badness of 20 */
#define COST_RUNT 60000000u       /* last line of one character and a mark (G2) */
#define COST_RAGGED 4000u         /* badness of a line that cannot reach the measure */
#define COST_SHORT 12000u /* ... and of one that holds next to nothing: two that lack a little are better */
#define COST_OVERFULL 2000000u /* badness of a single atom wider than the measure */

static fixed width_of_line(const struct fitting *fitting, uint32_t first)
{
    const struct para_spec *spec = &fitting->para->spec;
    return spec->measure - (first == fitting->segment ? spec->indent : 0);
}

/* What all lines that end before atom `next` have in common. */
struct ending {
    uint32_t end;           /* without spaces */
    int64_t width;          /* up to there, with the mark at the end cut and a hyphen drawn */
    const struct sum *last; /* before the last atom, whose own joint is not in the line */
};

static struct ending ending_before(const struct fitting *fitting, uint32_t next)
{
    struct ending ending = {.end = fitting->sums[next].solid};
    if (ending.end <= fitting->segment)
        return ending;
    const struct atom *atom = &fitting->para->atoms[ending.end - 1];
    ending.last = &fitting->sums[ending.end - 1];
    ending.width = ending.last->width + atom->advance - glue_cut_end(atom);
    if (atom->kind == KIND_HYPHEN && ending.end != fitting->segment_end)
        ending.width += fitting->para->hyphen;
    return ending;
}

static struct measure measure_line(const struct fitting *fitting, uint32_t first, const struct ending *ending)
{
    const struct sum *sum = &fitting->sums[first];
    if (!ending->last || ending->end <= first) /* nothing but spaces */
        return (struct measure){.end = first, .slack = width_of_line(fitting, first)};
    int64_t width = ending->width - sum->width - glue_cut_start(&fitting->para->atoms[first]);
    return (struct measure){.end = ending->end,
                            .slack = width_of_line(fitting, first) - width,
                            .shrink = ending->last->shrink - sum->shrink,
                            .spaces = ending->last->spaces - sum->spaces,
                            .han = ending->last->han - sum->han};
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
        if (atom->joint == JOINT_WORD || atom->joint == JOINT_GAP)
            next->spaces += atom->stretch;
        else
            next->han += atom->stretch;
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

static bool ends_segment(const struct fitting *fitting, uint32_t next)
{
    return next == fitting->segment_end;
}

/* How bad it is to set this as a line; squared, so that one bad line costs more than many slightly bad ones. */
static uint64_t cost_of(const struct fitting *fitting, const struct measure *m, uint32_t first, uint32_t next)
{
    const struct para_spec *spec = &fitting->para->spec;
    uint64_t bad = 0, extra = 0;
    if (m->slack < 0)
        bad = -m->slack <= m->shrink ? badness(-m->slack, m->shrink) : COST_OVERFULL;
    else if (ends_segment(fitting, next))
        extra = first != fitting->segment && !spec->code && runt(fitting, first, m->end) ? COST_RUNT : 0;
    else if (!spec->justify)
        bad = (uint64_t)(m->slack * 100 / spec->measure);
    else if (m->slack > 0)
        bad = m->slack <= m->spaces + m->han * HAN_MOST
                  ? badness(m->slack, m->spaces + m->han)
                  : COST_RAGGED + (uint64_t)(m->slack * COST_SHORT / spec->measure);
    if (fitting->para->atoms[next].flags & ATOM_EMERGENCY && !ends_segment(fitting, next))
        extra += COST_EMERGENCY;
    else if (fitting->para->atoms[next].flags & ATOM_PART && !ends_segment(fitting, next))
        extra += COST_PART;
    if (m->end > first && fitting->para->atoms[m->end - 1].kind == KIND_HYPHEN)
        extra += COST_HYPHEN;
    return (bad + 1) * (bad + 1) + extra;
}

/* True when lines that begin still later would only be looser. */
static bool too_loose(const struct fitting *fitting, const struct measure *m, uint32_t next)
{
    if (ends_segment(fitting, next))
        return false;
    if (!fitting->para->spec.justify)
        return m->slack > fitting->para->spec.measure / 3;
    return m->slack > m->spaces + m->han * HAN_MOST;
}

/* The best line that ends before node `to`. `oldest` is the first node whose lines can still be short enough. */
static void reach(struct fitting *fitting, uint32_t to, uint32_t *oldest)
{
    struct node *nodes = fitting->nodes;
    uint32_t next = nodes[to].atom;
    struct ending ending = ending_before(fitting, next);
    for (; *oldest + 1 < to; (*oldest)++) {
        struct measure m = measure_line(fitting, nodes[*oldest].atom, &ending);
        if (-m.slack <= m.shrink)
            break;
    }
    for (uint32_t from = *oldest; from < to; from++) {
        struct measure m = measure_line(fitting, nodes[from].atom, &ending);
        /* No line costs nothing. */
        if (nodes[from].cost < nodes[to].cost) {
            uint64_t cost = nodes[from].cost + cost_of(fitting, &m, nodes[from].atom, next);
            if (cost < nodes[to].cost) {
                nodes[to].cost = cost;
                nodes[to].from = from;
            }
        }
        if (too_loose(fitting, &m, next))
            break;
    }
}

/* A mark that may not begin or end a line (B2). A character before which UAX #14 sees no opportunity is a small kana. */
static bool impolite(const struct atom *before, const struct atom *atom)
{
    return (atom->kind >= KIND_CLOSE && atom->kind <= KIND_DASH) || atom->kind == KIND_HAN ||
           before->kind == KIND_OPEN;
}

/* Opens every atom of a stretch without opportunities that is too wide for the measure (B3); between marks only when it
 * has to be (`anywhere`). False when there was none. */
static bool open_long_words(struct para *para, const struct sum *sums, const struct fitting *fitting,
                            bool anywhere)
{
    bool found = false;
    int64_t least = para->spec.measure - para->spec.indent;
    uint32_t begin = fitting->segment, end = fitting->segment_end;
    for (uint32_t i = begin + 1; i <= end; i++) {
        if (i < end && !(para->atoms[i].flags & ATOM_BREAK))
            continue;
        uint32_t solid = sums[i].solid;
        bool hyphen = solid > begin && para->atoms[solid - 1].kind == KIND_HYPHEN;
        if (solid > begin && sums[solid].width - sums[begin].width + (hyphen ? para->hyphen : 0) > least) {
            found = true;
            for (uint32_t k = begin + 1; k < solid; k++)
                if (para->atoms[k].kind != KIND_SPACE &&
                    (anywhere || !impolite(&para->atoms[k - 1], &para->atoms[k])))
                    para->atoms[k].flags |= ATOM_BREAK | ATOM_EMERGENCY;
        }
        begin = i;
    }
    return found;
}

static enum status add_line(struct fitting *fitting, uint32_t first, uint32_t next)
{
    struct para *para = fitting->para;
    enum status status = GROW(para->lines, para->line_room, para->line_count + 1ull);
    if (status)
        return status;
    struct ending ending = ending_before(fitting, next);
    struct measure m = measure_line(fitting, first, &ending);
    struct line *line = &para->lines[para->line_count++];
    *line = (struct line){.first = first, .end = m.end};
    line->width = width_of_line(fitting, first) - (fixed)m.slack;
    if (m.slack < 0 && -m.slack <= m.shrink)
        line->justified = true;
    else if (m.slack >= 0 && para->spec.justify && !ends_segment(fitting, next))
        line->justified = m.slack <= m.spaces + m.han * HAN_MOST;
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
    if (open_long_words(para, setter->sums, fitting, false))
        open_long_words(para, setter->sums, fitting, true);
    uint32_t count = 0, oldest = 0;
    for (uint32_t i = first; i <= end; i++) {
        if (i != first && i != end && !(para->atoms[i].flags & ATOM_BREAK))
            continue;
        enum status status = GROW(setter->nodes, setter->node_room, count + 1ull);
        if (status)
            return status;
        fitting->nodes = setter->nodes;
        setter->nodes[count] = (struct node){.atom = i, .cost = count ? COST_NONE : 0};
        if (count)
            reach(fitting, count, &oldest);
        count++;
    }
    return add_chain(fitting, count - 1);
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
