#include "paint/faces.h"

#include <fcntl.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unicode/uscript.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "paint/fontfile.h"

#define DRAWERS 8u

static const char *const FILES[FACE_SCRIPTS] = {
    [FACE_CJK + REGION_SC] = "cjk-sc.otf",
    [FACE_CJK + REGION_TC] = "cjk-tc.otf",
    [FACE_CJK + REGION_HK] = "cjk-hk.otf",
    [FACE_CJK + REGION_JP] = "cjk-jp.otf",
    [FACE_CJK + REGION_KR] = "cjk-kr.otf",
    [FACE_CJK_BOLD + REGION_SC] = "cjk-sc-bold.otf",
    [FACE_CJK_BOLD + REGION_TC] = "cjk-tc-bold.otf",
    [FACE_CJK_BOLD + REGION_HK] = "cjk-hk-bold.otf",
    [FACE_CJK_BOLD + REGION_JP] = "cjk-jp-bold.otf",
    [FACE_CJK_BOLD + REGION_KR] = "cjk-kr-bold.otf",
    [FACE_CJK_REST] = "cjk-rest.otf",
    [FACE_LATIN] = "latin.ttf",
    [FACE_LATIN + 1] = "latin-bold.ttf",
    [FACE_LATIN + 2] = "latin-italic.ttf",
    [FACE_LATIN + 3] = "latin-bold-italic.ttf",
    [FACE_MONO] = "mono.otf",
    [FACE_MONO + 1] = "mono-bold.otf",
    [FACE_SYMBOLS] = "symbols.ttf",
    [FACE_SYMBOLS2] = "symbols2.ttf",
    [FACE_MATH] = "math.ttf",
    [FACE_EMOJI] = "emoji.ttf",
};

/* Used where the package fonts-noto-core is installed. */
#define SCRIPT_DIRECTORY "/usr/share/fonts/truetype/noto"
static const struct {
    UScriptCode script;
    const char *name; /* of the file, before its weight */
} SCRIPTS[] = {
    {USCRIPT_ARABIC, "NotoNaskhArabic"},      {USCRIPT_ARMENIAN, "NotoSansArmenian"},
    {USCRIPT_BENGALI, "NotoSansBengali"},     {USCRIPT_DEVANAGARI, "NotoSansDevanagari"},
    {USCRIPT_ETHIOPIC, "NotoSansEthiopic"},   {USCRIPT_GEORGIAN, "NotoSansGeorgian"},
    {USCRIPT_GUJARATI, "NotoSansGujarati"},   {USCRIPT_GURMUKHI, "NotoSansGurmukhi"},
    {USCRIPT_HEBREW, "NotoSansHebrew"},       {USCRIPT_KANNADA, "NotoSansKannada"},
    {USCRIPT_KHMER, "NotoSansKhmer"},         {USCRIPT_LAO, "NotoSansLao"},
    {USCRIPT_MALAYALAM, "NotoSansMalayalam"}, {USCRIPT_MONGOLIAN, "NotoSansMongolian"},
    {USCRIPT_MYANMAR, "NotoSansMyanmar"},     {USCRIPT_NKO, "NotoSansNKo"},
    {USCRIPT_ORIYA, "NotoSansOriya"},         {USCRIPT_SINHALA, "NotoSansSinhala"},
    {USCRIPT_SYRIAC, "NotoSansSyriac"},       {USCRIPT_TAMIL, "NotoSansTamil"},
    {USCRIPT_TELUGU, "NotoSansTelugu"},       {USCRIPT_THAI, "NotoSansThai"},
    {USCRIPT_TIBETAN, "NotoSerifTibetan"},    {USCRIPT_YI, "NotoSansYi"},
};
#define SCRIPT_COUNT (FACE_SCRIPTS_BOLD - FACE_SCRIPTS)
_Static_assert(sizeof SCRIPTS / sizeof *SCRIPTS == SCRIPT_COUNT &&
                   FACE_COUNT - FACE_SCRIPTS_BOLD == SCRIPT_COUNT,
               "two face ids for each script");

struct face {
    void *bytes; /* the mapped file; NULL: not opened yet, or not there */
    size_t size;
    bool tried;
    hb_face_t *shape_face;
    hb_font_t *shape_font;
    uint16_t shape_size;
    hb_set_t *codes;
};

struct drawer {
    TTF_Font *font;
    uint64_t used; /* the clock when last asked for */
    uint16_t face, size, dpi;
};

/* What was asked of a face about a code point, and the answer. HarfBuzz's set takes ten times as long to give it. */
#define FACE_BITS 7
#define ASKED 1u
#define HAS 2u
#define SLOTS 1024u
_Static_assert(FACE_COUNT <= 1 << FACE_BITS, "a face and a code point are one key");

struct faces {
    uint32_t asked[SLOTS];
    char *directory;
    struct face faces[FACE_COUNT];
    struct drawer drawers[DRAWERS];
    uint64_t clock;
};

static enum status face_path(const struct faces *faces, uint16_t id, struct buffer *path)
{
    if (id < FACE_SCRIPTS)
        return buffer_print(path, "%s/%s", faces->directory, FILES[id]);
    bool bold = id >= FACE_SCRIPTS_BOLD;
    return buffer_print(path, "%s/%s-%s.ttf", SCRIPT_DIRECTORY,
                        SCRIPTS[id - (bold ? FACE_SCRIPTS_BOLD : FACE_SCRIPTS)].name,
                        bold ? "Bold" : "Regular");
}

/* The fonts lie on the system's own disk, so mapping them is safe; a bundle is never mapped. */
static void face_map(struct face *face, const char *path)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    if (!fstat(file, &about) && S_ISREG(about.st_mode) && about.st_size > 0 && about.st_size <= INT32_MAX) {
        void *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
        if (bytes != MAP_FAILED) {
            face->bytes = bytes;
            face->size = (size_t)about.st_size;
        }
    }
    close(file);
}

static void face_release(struct face *face)
{
    hb_font_destroy(face->shape_font);
    hb_face_destroy(face->shape_face);
    hb_set_destroy(face->codes);
    if (face->bytes)
        munmap(face->bytes, face->size);
    *face = (struct face){.tried = true};
}

/* The face, opened; NULL: not there. */
static struct face *face_open(struct faces *faces, uint16_t id)
{
    struct buffer path = {0};
    if (id >= FACE_COUNT)
        return NULL;
    struct face *face = &faces->faces[id];
    if (face->tried)
        return face->bytes ? face : NULL;
    face->tried = true;
    if (!face_path(faces, id, &path))
        face_map(face, path.data);
    buffer_free(&path);
    if (!face->bytes)
        return NULL;
    hb_blob_t *blob = hb_blob_create(face->bytes, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->shape_face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    face->shape_font = hb_font_create(face->shape_face);
    face->codes = hb_set_create();
    hb_face_collect_unicodes(face->shape_face, face->codes);
    /* Out of memory gives HarfBuzz's empty objects; a broken file gives a face without glyphs. */
    if (!hb_face_get_glyph_count(face->shape_face) || hb_set_is_empty(face->codes)) {
        face_release(face);
        return NULL;
    }
    hb_ot_font_set_funcs(face->shape_font);
    return face;
}

enum status faces_open(const char *directory, struct faces **out, struct fault *fault)
{
    *out = NULL;
    struct faces *faces = calloc(1, sizeof *faces);
    if (!faces)
        return fault_no_memory(fault);
    faces->directory = strdup(directory);
    if (!faces->directory || TTF_Init()) {
        free(faces->directory);
        free(faces);
        return fault_no_memory(fault);
    }
    bool found = face_open(faces, FACE_LATIN) != NULL;
    for (uint16_t id = FACE_CJK; id < FACE_CJK_REST && !found; id++)
        found = face_open(faces, id) != NULL;
    if (!found) {
        faces_close(faces);
        return fault_set(fault, STATUS_NOT_FOUND,
                         _("There are no fonts in “%s”; install Slipcase again, or set SLIPCASE_FONTS to the "
                           "folder that holds them."),
                         directory);
    }
    *out = faces;
    return STATUS_OK;
}

void faces_close(struct faces *faces)
{
    if (!faces)
        return;
    for (size_t i = 0; i < DRAWERS; i++) {
        if (faces->drawers[i].font)
            TTF_CloseFont(faces->drawers[i].font);
    }
    for (size_t i = 0; i < FACE_COUNT; i++)
        face_release(&faces->faces[i]);
    TTF_Quit();
    free(faces->directory);
    free(faces);
}

bool faces_has(struct faces *faces, uint16_t id, uint32_t code)
{
    if (id >= FACE_COUNT)
        return false;
    uint32_t key = (code << FACE_BITS | id) << 2 | ASKED, *slot = &faces->asked[(code ^ id * 41u) % SLOTS];
    if ((*slot & ~HAS) == key)
        return *slot & HAS;
    const struct face *face = face_open(faces, id);
    bool has = face && hb_set_has(face->codes, code);
    *slot = has ? key | HAS : key;
    return has;
}

uint16_t faces_script(uint32_t code)
{
    /* Marks that several scripts share (UAX #24 §2.9), such as the Arabic comma or the danda, take the first one's face. */
    for (int i = 0; i < SCRIPT_COUNT; i++) {
        if (uscript_hasScript((UChar32)code, SCRIPTS[i].script))
            return (uint16_t)(FACE_SCRIPTS + i);
    }
    return FACE_BOX;
}

hb_font_t *faces_shaper(struct faces *faces, uint16_t id, uint16_t size)
{
    struct face *face = face_open(faces, id);
    if (!face)
        return NULL;
    if (face->shape_size != size) {
        hb_font_set_scale(face->shape_font, size * FIXED_ONE, size * FIXED_ONE);
        face->shape_size = size;
    }
    return face->shape_font;
}

static bool drawer_set(struct drawer *drawer, uint16_t size, uint16_t dpi)
{
    if (drawer->size == size && drawer->dpi == dpi)
        return true;
    if (TTF_SetFontSizeDPI(drawer->font, size, dpi, FACE_DPI))
        return false;
    drawer->size = size;
    drawer->dpi = dpi;
    return true;
}

static TTF_Font *drawer_open(const struct faces *faces, uint16_t id, uint16_t size)
{
    struct buffer path = {0};
    SDL_RWops *source = face_path(faces, id, &path) ? NULL : fontfile_open(path.data);
    buffer_free(&path);
    return source ? TTF_OpenFontRW(source, 1, size) : NULL;
}

TTF_Font *faces_drawer(struct faces *faces, uint16_t id, uint16_t size, uint16_t dpi)
{
    if (!face_open(faces, id))
        return NULL;
    struct drawer *oldest = &faces->drawers[0];
    for (size_t i = 0; i < DRAWERS; i++) {
        struct drawer *drawer = &faces->drawers[i];
        if (drawer->font && drawer->face == id) {
            drawer->used = ++faces->clock;
            return drawer_set(drawer, size, dpi) ? drawer->font : NULL;
        }
        if (drawer->used < oldest->used)
            oldest = drawer;
    }
    if (oldest->font)
        TTF_CloseFont(oldest->font);
    *oldest = (struct drawer){.face = id, .size = size, .dpi = FACE_DPI, .used = ++faces->clock};
    oldest->font = drawer_open(faces, id, size);
    if (!oldest->font) {
        oldest->used = 0;
        return NULL;
    }
    /* Light: fitted to the pixel rows only, so that advances stay linear. */
    TTF_SetFontHinting(oldest->font, TTF_HINTING_LIGHT_SUBPIXEL);
    return drawer_set(oldest, size, dpi) ? oldest->font : NULL;
}
