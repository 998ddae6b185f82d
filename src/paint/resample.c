#include "paint/resample.h"

#include <stdlib.h>

#define ONE 256u

/* What many numbers are divided by: the smallest boards have no instruction for that. From 2 up. */
struct divisor {
    uint32_t by, inverse; /* 2³² / by, rounded down */
};

static struct divisor divisor_of(uint32_t by)
{
    return (struct divisor){by, (uint32_t)((UINT64_C(1) << 32) / by)};
}

/* number / by, rounded down: the product is that, or one less. */
static uint32_t quotient(uint64_t number, const struct divisor *divisor)
{
    if (number > UINT32_MAX)
        return (uint32_t)(number / divisor->by);
    uint32_t result = (uint32_t)(number * divisor->inverse >> 32);
    return result + ((uint32_t)number - result * divisor->by >= divisor->by);
}

/* Along one axis, output place i is the average of input [first, last] with the shares of its two ends, 1 … 256; what
 * lies between counts whole. */
struct reach {
    uint32_t first, last;
    uint32_t first_share, last_share;
    struct divisor sum;
};

/* Shrinking: the area under the output pixel. Growing: the two nearest centres, by distance. */
static struct reach reach_of(uint32_t at, uint32_t in, uint32_t out)
{
    struct reach reach;
    if (in > out) {
        uint64_t begin = (uint64_t)at * in * ONE / out, end = (uint64_t)(at + 1) * in * ONE / out;
        reach.first = (uint32_t)(begin / ONE);
        reach.last = (uint32_t)((end - 1) / ONE);
        reach.first_share = (uint32_t)(ONE - begin % ONE);
        reach.last_share = (uint32_t)(end - (uint64_t)reach.last * ONE);
        reach.sum = divisor_of((uint32_t)(end - begin));
        return reach;
    }
    int64_t centre = ((int64_t)(2 * (uint64_t)at + 1) * in * ONE / out - ONE) / 2;
    if (centre < 0)
        centre = 0;
    reach.first = (uint32_t)(centre / ONE);
    reach.last = reach.first + 1 < in ? reach.first + 1 : reach.first;
    reach.last_share = (uint32_t)(centre % ONE);
    reach.first_share = ONE - reach.last_share;
    reach.sum = divisor_of(ONE);
    return reach;
}

static uint32_t share_of(const struct reach *reach, uint32_t at)
{
    uint32_t share = at == reach->first ? reach->first_share : ONE;
    if (at == reach->last)
        share = reach->first == reach->last ? reach->sum.by : reach->last_share;
    return share;
}

/* Adds one input row, averaged across, times `weight` to four 64-bit sums a pixel. */
static void add_row(const struct resample *job, const struct reach *columns, const uint8_t *row,
                    uint64_t *sums, uint32_t weight)
{
    const uint32_t *in = (const uint32_t *)row;
    for (uint32_t x = 0; x < job->width; x++) {
        const struct reach *reach = &columns[x];
        uint64_t parts[4] = {0};
        for (uint32_t i = reach->first; i <= reach->last; i++) {
            uint32_t share = share_of(reach, i);
            for (int part = 0; part < 4; part++)
                parts[part] += (uint64_t)(in[i] >> (8 * part) & 0xFF) * share;
        }
        for (int part = 0; part < 4; part++)
            sums[x * 4 + part] += (uint64_t)quotient(parts[part] * ONE, &reach->sum) * weight;
    }
}

enum status resample(const struct resample *job)
{
    struct reach *columns = calloc(job->width, sizeof *columns);
    uint64_t *sums = calloc(job->width, 4 * sizeof *sums);
    enum status status = STATUS_NO_MEMORY;
    if (!columns || !sums)
        goto out;
    for (uint32_t x = 0; x < job->width; x++)
        columns[x] = reach_of(x, job->in_width, job->width);
    for (uint32_t y = 0; y < job->height; y++) {
        struct reach rows = reach_of(y, job->in_height, job->height);
        for (uint32_t i = 0; i < job->width * 4; i++)
            sums[i] = 0;
        for (uint32_t row = rows.first; row <= rows.last; row++)
            add_row(job, columns, job->in + (size_t)row * job->in_pitch, sums, share_of(&rows, row));
        const struct divisor whole = divisor_of(ONE * rows.sum.by);
        for (uint32_t x = 0; x < job->width; x++) {
            uint32_t pixel = 0;
            for (int part = 0; part < 4; part++)
                pixel |= quotient(sums[x * 4 + part] + whole.by / 2, &whole) << (8 * part);
            job->out[(size_t)y * job->width + x] = pixel;
        }
    }
    status = STATUS_OK;
out:
    free(sums);
    free(columns);
    return status;
}
