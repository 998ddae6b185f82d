#include "search/readings.h"

#include <stdlib.h>
#include <string.h>

#include "search/han.h"

#define OTHERS (READINGS_MOST - 1u)

/* How simplified characters are commonly read, not only as han_reading says; by their code. */
static const struct entry {
    uint16_t code;
    const char *readings[OTHERS];
} several[] = {
    {u'乐', {"yue", "le"}},
    {u'乘', {"sheng", "cheng"}},
    {u'了', {"liao"}},
    {u'什', {"shi", "shen"}},
    {u'仇', {"qiu"}},
    {u'会', {"kuai", "hui"}},
    {u'传', {"zhuan", "chuan"}},
    {u'似', {"shi", "si"}},
    {u'便', {"pian", "bian"}},
    {u'六', {"lu"}},
    {u'削', {"xue", "xiao"}},
    {u'单', {"shan", "chan", "dan"}},
    {u'卡', {"qia", "ka"}},
    {u'厦', {"xia", "sha"}},
    {u'参', {"shen", "cen", "can"}},
    {u'吐', {"tu"}},
    {u'和', {"huo", "he"}},
    {u'圈', {"juan", "quan"}},
    {u'地', {"di", "de"}},
    {u'塞', {"sai", "se"}},
    {u'壳', {"qiao", "ke"}},
    {u'大', {"dai"}},
    {u'奇', {"ji"}},
    {u'宿', {"xiu"}},
    {u'尉', {"yu", "wei"}},
    {u'屏', {"bing"}},
    {u'差', {"chai", "ci", "cha"}},
    {u'巷', {"hang", "xiang"}},
    {u'弹', {"tan", "dan"}},
    {u'得', {"dei"}},
    {u'扎', {"za", "zha"}},
    {u'折', {"she", "zhe"}},
    {u'提', {"di"}},
    {u'数', {"shu"}},
    {u'曲', {"qu"}},
    {u'曾', {"zeng", "ceng"}},
    {u'朝', {"zhao", "chao"}},
    {u'查', {"zha", "cha"}},
    {u'校', {"jiao", "xiao"}},
    {u'模', {"mu", "mo"}},
    {u'殷', {"yan"}},
    {u'氏', {"zhi"}},
    {u'没', {"mo", "mei"}},
    {u'泊', {"po", "bo"}},
    {u'洗', {"xian"}},
    {u'炮', {"pao", "bao"}},
    {u'率', {"lu", "shuai"}},
    {u'畜', {"xu", "chu"}},
    {u'番', {"pan", "fan"}},
    {u'的', {"di"}},
    {u'盛', {"cheng", "sheng"}},
    {u'省', {"xing", "sheng"}},
    {u'着', {"zhuo", "zhao", "zhe"}},
    {u'石', {"dan"}},
    {u'种', {"chong"}},
    {u'称', {"chen"}},
    {u'系', {"ji", "xi"}},
    {u'给', {"ji", "gei"}},
    {u'绿', {"lu"}},
    {u'落', {"la", "luo"}},
    {u'薄', {"bo", "bao"}},
    {u'藏', {"zang", "cang"}},
    {u'虹', {"jiang"}},
    {u'蚌', {"beng", "bang"}},
    {u'血', {"xie", "xue"}},
    {u'行', {"hang", "xing"}},
    {u'觉', {"jiao", "jue"}},
    {u'角', {"jue", "jiao"}},
    {u'解', {"xie"}},
    {u'说', {"shui"}},
    {u'调', {"diao", "tiao"}},
    {u'车', {"ju"}},
    {u'轧', {"zha", "ya"}},
    {u'还', {"huan", "hai"}},
    {u'都', {"du", "dou"}},
    {u'重', {"chong", "zhong"}},
    {u'长', {"chang", "zhang"}},
    {u'阿', {"e", "a"}},
    {u'降', {"xiang", "jiang"}},
    {u'露', {"lou", "lu"}},
    {u'食', {"si"}},
    {u'龟', {"qiu", "gui"}},
};

static int by_code(const void *code, const void *entry)
{
    return *(const uint32_t *)code < ((const struct entry *)entry)->code   ? -1
           : *(const uint32_t *)code > ((const struct entry *)entry)->code ? 1
                                                                           : 0;
}

uint32_t readings_of(uint32_t code, const char *out[READINGS_MOST])
{
    const char *own = han_reading(code);
    const struct entry *entry =
        bsearch(&code, several, sizeof several / sizeof *several, sizeof *several, by_code);
    uint32_t count = 0;
    if (*own)
        out[count++] = own;
    for (uint32_t i = 0; entry && i < OTHERS && entry->readings[i]; i++) {
        if (strcmp(entry->readings[i], own) != 0)
            out[count++] = entry->readings[i];
    }
    return count;
}

size_t readings_common(const char *reading, const char *letters, size_t size)
{
    size_t i = 0;
    while (i < size && reading[i] && reading[i] == (letters[i] == 'v' ? 'u' : letters[i]))
        i++;
    return i;
}
