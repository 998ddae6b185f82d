"""Neutral Chinese for the generated corpus: sentences about weather, railways, gardens and kitchens.

Every text is a function of the random.Random that is given."""

TOPICS = ("天气", "铁路", "园艺", "厨房")

PLACES = ("青溪", "北山", "石桥镇", "柳河", "南湾", "白塔湖", "松林口", "云台", "长堤", "杏花村", "东渡", "平川", "鹤洲", "竹海", "桂园")
PEOPLE = ("周师傅", "林女士", "老站长", "小陈", "园丁许先生", "值班员", "何阿姨", "巡道工", "王老师", "气象员")
SEASONS = ("初春", "仲夏", "入秋以后", "霜降前后", "立冬那天", "清明时节", "梅雨季里", "大寒之后")
TERMS = ("积雨云", "道岔", "堆肥", "酵母", "能见度", "时刻表", "嫁接", "火候", "寒潮", "信号机", "轮作", "高汤")

OBJECTS = {
    "天气": ("云层", "雨量", "风向", "露点", "气压", "雾", "晚霞", "雷阵雨", "冷空气", "湿度"),
    "铁路": ("站台", "钢轨", "慢车", "隧道", "扳道房", "枕木", "候车室", "货场", "铁桥", "蒸汽机车"),
    "园艺": ("月季", "番茄苗", "腐叶土", "篱笆", "葡萄架", "球根", "薄荷", "苔藓", "石榴", "水仙"),
    "厨房": ("面团", "砂锅", "豆瓣", "腌菜", "蒸笼", "葱油", "米汤", "老面", "姜片", "鱼露"),
}
ACTIONS = {
    "天气": ("慢慢散开", "比前一天低了一些", "在午后转为偏北", "持续了三个小时", "被写进了观测簿", "让远山看不清楚"),
    "铁路": ("准点开出", "重新刷了漆", "在检修之后恢复使用", "等一列货车通过", "迎来了学生", "停在弯道之前"),
    "园艺": ("冒出了新芽", "需要再浇一次水", "移到了背风的一角", "开满了整面墙", "剪去了枯枝", "结了不少果子"),
    "厨房": ("发到两倍大", "用小火煨着", "翻了三次面", "起锅前撒一点盐", "放凉了再切", "冒着白汽"),
}
FRAMES = (
    "{season}，{place}的{object}{action}。",
    "{person}说，{object}{action}，“这样的日子一年里没有几天”。",
    "记录显示，{month}月{day}日，{place}的{object}{action}，前后共{number}次。",
    "如果只看{object}，很容易忽略{other}；其实两者总是一起变化的。",
    "在{place}，人们习惯先看{object}，再决定当天做什么。",
    "《{place}手记》里写道：{object}{action}，{other}也是如此……",
    "{person}把{object}和{other}放在一处比较——结果相差不到{percent}%。",
    "到了{month}月下旬，{object}{action}（见上表），大家才松了一口气。",
    "这份笔记一共记了{number}页，第{day}页专门谈{object}。",
    "为什么{object}会这样？{person}的回答很简单：“因为{other}。”",
    "从{place}往东约{number}公里，{object}{action}，路边立着编号K{number}+{day}0的石碑。",
    "最早的做法用“{object}”，后来改用“{other}”，沿用至今！",
)
TITLES = (
    "{place}的{object}为什么{action}",
    "【手记】{season}看{object}",
    "{place}{month}月{day}日：{object}{action}",
    "一张{object}的清单　{place}篇",
    "{person}谈{object}与{other}",
    "{number}年里的{object} {place}人怎么说",
    "“{object}”和“{other}”的区别在哪里？",
)
HEADINGS = (
    "从{object}说起",
    "{place}的做法 {object}与{other}",
    "独家：{person}的{number}页笔记",
    "关于“{object}”的三个问题",
)


def fill(frame, topic, random):
    nouns = OBJECTS[topic]
    first = random.randrange(len(nouns))
    second = (first + 1 + random.randrange(len(nouns) - 1)) % len(nouns)
    return frame.format(
        season=random.choice(SEASONS),
        place=random.choice(PLACES),
        person=random.choice(PEOPLE),
        object=nouns[first],
        other=nouns[second],
        action=random.choice(ACTIONS[topic]),
        month=random.randint(1, 12),
        day=random.randint(1, 28),
        number=random.randint(2, 400),
        percent=random.randint(1, 60),
    )


class Vocabulary:
    """Sentences are made once, some thousands of them, and then drawn: a hundred thousand articles take minutes."""

    def __init__(self, random):
        self.random = random
        self.sentences = {
            topic: [fill(frame, topic, random) for _ in range(120) for frame in FRAMES] for topic in TOPICS
        }

    def title(self, topic):
        return fill(self.random.choice(TITLES), topic, self.random)

    def heading(self, topic):
        return fill(self.random.choice(HEADINGS), topic, self.random)

    def sentence(self, topic):
        return self.random.choice(self.sentences[topic])

    def paragraph(self, topic):
        return "".join(self.random.choices(self.sentences[topic], k=self.random.randint(1, 5)))
