#include "paint/canvas.h"

static const uint32_t COLORS[THEME_COUNT][INK_COUNT] = {
    [THEME_DAY] =
        {
            [INK_TEXT] = 0x1C1B19,
            [INK_QUIET] = 0x4F4C46,
            [INK_LINK] = 0x12408F,
            [INK_HEADING] = 0x000000,
            [INK_BACKGROUND] = 0xFBFAF6,
            [INK_PANEL] = 0xF0EEE7,
            [INK_MARK] = 0xFBE9A0,
        },
    [THEME_SEPIA] =
        {
            [INK_TEXT] = 0x33261A,
            [INK_QUIET] = 0x503F2B,
            [INK_LINK] = 0x1F3F70,
            [INK_HEADING] = 0x241708,
            [INK_BACKGROUND] = 0xF4E9D4,
            [INK_PANEL] = 0xEBDDC3,
            [INK_MARK] = 0xF4D98C,
        },
    [THEME_NIGHT] =
        {
            [INK_TEXT] = 0xD9D5CC,
            [INK_QUIET] = 0xC1BCB1,
            [INK_LINK] = 0xA3C4F7,
            [INK_HEADING] = 0xF2EFE8,
            [INK_BACKGROUND] = 0x16171A,
            [INK_PANEL] = 0x22242A,
            [INK_MARK] = 0x362C0B,
        },
};

uint32_t theme_color(enum theme theme, enum ink ink)
{
    return COLORS[theme < THEME_COUNT ? theme : THEME_DAY][ink < INK_COUNT ? ink : INK_TEXT];
}
