/**
 * The first character of each syllable, in the order in which browsers sort Chinese: what stands between one and the
 * next is read as the one. It takes the place of a dictionary of a hundred times its size.
 */
const firsts = `
吖a 哎ai 安an 肮ang 凹ao 丷ba 紦bai 扳ban 邦bang 勹bao 卑bei 奔ben 獖beng 屄bi 边bian 灬biao 憋bie 汃bin 氞bing 癶bo 峬bu
嚓ca 偲cai 参can 仓cang 撡cao 艹ce 嵾cen 曽ceng 叉cha 芆chai 辿chan 伥chang 蟐chao 车che 抻chen 阷cheng 吃chi 充chong
抽chou 出chu 歘chuai 巛chuan 刅chuang 吹chui 旾chun 逴chuo 呲ci 匆cong 凑cou 粗cu 汆cuan 崔cui 乼cun 搓cuo 咑da 呆dai
丹dan 当dang 刀dao 嘚de 扥den 灯deng 氐di 嗲dian 刁diao 爹die 丁ding 丟diu 东dong 吺dou 厾du 耑duan 垖dui 吨dun 多duo
妸e 诶en 鞥er 发fa 帆fan 匚fang 飞fei 分fen 丰feng 覅fo 紑fou 夫fu 旮ga 侅gai 甘gan 冈gang 皋gao 戈ge 给gen 刯geng 工gong
勾gou 估gu 瓜gua 乖guai 关guan 光guang 欟gui 丨gun 呙guo 哈ha 咍hai 佄han 夯hang 茠hao 诃he 黒hei 拫hen 亨heng 噷hong
齁hou 乎hu 花hua 怀huai 欢huan 巟huang 灰hui 昏hun 吙huo 丌ji 加jia 戋jian 橺jiang 艽jiao 鵤jie 巾jin 坕jing 燝jiong
丩jiu 凥ju 爠juan 噘jue 军jun 咔ka 开kai 刊kan 忼kang 尻kao 匼ke 肎ken 劥keng 空kong 抠kou 扝ku 夸kua 蒯kuai 宽kuan
匡kuang 亏kui 鑎kun 尡kuo 垃la 来lai 兰lan 啷lang 唥lao 仂le 勒lei 崚leng 哩li 俩lian 良liang 煷liao 毟lie 拎lin 伶ling
瀮liu 囖long 瞜lou 噜lu 驴lv 娈luan 掠lve 擽lun 啰luo 呣ma 埋mai 嫚man 牤mang 猫mao 嚒mei 椚men 擝meng 咪mi 宀mian
喵miao 乜mie 民min 名ming 谬miu 摸me 尛mo 哞mou 毪mu 拏na 腉nai 囡nan 囔nang 孬nao 疒ne 娞nei 恁nen 能ni 拈nian 娘niang
鸟niao 捏nie 囜nin 宁ning 妞niu 农nong 羺nou 譳nu 女nv 奻nuan 疟nve 黁nuo 喔o 塸ou 妑pa 拍pai 眅pan 乓pang 抛pao 呸pei
喷pen 匉peng 丕pi 囨pian 剽piao 氕pie 姘pin 乒ping 钋po 剖pou 仆pu 巬qi 掐qia 千qian 呛qiang 悄qiao 苆qie 亲qin 靑qing
卭qiong 丘qiu 区qu 迲quan 炔que 夋qun 呥ran 穣rang 娆rao 惹re 人ren 扔reng 日ri 戎rong 厹rou 邚ru 挼ruan 婑rui 瞤run
捼ruo 仨sa 虄sai 三san 橵sang 掻sao 閪se 森sen 僧seng 杀sha 繌shai 山shan 伤shang 弰shao 奢she 谁shen 升sheng 尸shi
収shou 书shu 刷shua 衰shuai 闩shuan 双shuang 脽shui 吮shun 说shuo 厶si 忪song 凁sou 苏su 狻suan 夊sui 孙sun 唆suo 他ta
囼tai 粏tan 賧tang 夲tao 忑te 熥teng 剔ti 天tian 旫tiao 螩tie 厅ting 囲tong 偷tou 綉tu 湍tuan 推tui 吞tun 畽tuo 屲wa
歪wai 弯wan 尢wang 危wei 煀wen 呚weng 挝wo 乌wu 錻xi 呷xia 仙xian 乡xiang 灱xiao 恷xie 心xin 星xing 裄xiong 休xiu 吁xu
吅xuan 削xue 坃xun 丫ya 恹yan 央yang 羪yao 鑰ye 一yi 囙yin 应ying 哟yo 佣yong 优you 蒏yu 囦yuan 曰yue 晕yun 繧za 災zai
兂zan 匨zang 傮zao 则ze 伬zei 怎zen 譛zeng 扎zha 夈zhai 枬zhan 张zhang 佋zhao 蜇zhe 贞zhen 凧zheng 之zhi 徔zhong
州zhou 朱zhu 抓zhua 跩zhuan 妆zhuang 隹zhui 宒zhun 拙zhuo 乲zi 宗zong 邹zou 租zu 钻zuan 厜zui 穝zun 嘬zuo
`;

/** Characters that are sorted by another reading than the one they are typed by. */
const otherwise: Readonly<Record<string, string>> = Object.fromEntries(
  '能neng 么me 给gei 谁shei 长chang 调diao 簿bu 了le 地di 欧ou 鸥ou 殴ou 摸mo 俩lia 佛fo 泊bo 埔pu 茄qie 仔zai 伺si 嗯en 行hang'
    .split(' ')
    .map(([character = '', ...letters]) => [character, letters.join('')]),
);

/**
 * Words in which a character is read otherwise than alone. 行 is a line or a bank, but where it is what somebody does; a
 * verb that the end of another word makes with a line (合并行, 商品行) is none of them.
 */
const inWords: readonly (readonly [character: string, reading: string, words: string])[] = [
  [
    '行',
    'xing',
    '执行 进行 运行 实行 施行 暂行 现行 履行 推行 举行 例行 自行 另行 强行 随行 放行 发行 旅行 飞行 航行 通行证 通行费 可行性 ' +
      '出行人 出行日期 出行方式 行为 行政 行程 行使 行驶 行车 行走 行进 行动 行李 行销',
  ],
  [
    '重',
    'chong',
    '重扫 去重 重算 重开 重发 重推 重打 重传 重拍 重录 重报 重审 重填 重选 重做 重新 重复 重试 重置 重庆 重启 重排 重叠',
  ],
  ['还', 'huan', '还车 还款 还清 已还 应还 未还 待还 归还 还原'],
  ['模', 'mu', '模板 模具 模样'],
  ['调', 'tiao', '调整 调休 调节 调价 调试 调解 协调 空调 上调 下调 微调 调味'],
  ['角', 'jue', '角色 主角'],
  ['校', 'jiao', '校验 校对 校准 校正'],
  ['的', 'di', '目的'],
  ['会', 'kuai', '会计 财会'],
  ['都', 'du', '成都 首都 都市 都江 于都 都匀 丰都 花都'],
  ['厦', 'xia', '厦门'],
  ['着', 'zhuo', '着色 着手 着重 着陆'],
  ['秘', 'bi', '秘鲁'],
  ['差', 'chai', '出差 差旅 交差'],
  ['弹', 'tan', '弹出 弹性 弹簧 弹窗'],
  ['长', 'zhang', '增长 成长 部长 局长 会长 店长 校长 董事长 所长 厂长 处长 科长 组长 队长'],
  ['乐', 'yue', '音乐 乐器 乐清 乐谱'],
  ['给', 'ji', '供给 给付 补给'],
];

interface Reading {
  readonly word: string;
  readonly at: number;
  readonly letters: string;
}

const readings = new Map<string, Reading[]>();
for (const [character, letters, words] of inWords)
  readings.set(
    character,
    words.split(' ').map((word) => ({ word, at: word.indexOf(character), letters })),
  );

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
const syllables = firsts
  .trim()
  .split(/\s+/)
  .map((one) => {
    const [first = '', ...letters] = one;
    return { first, letters: letters.join('') };
  });
/** Each character that was asked for, once: looking one up compares it ten times. */
const known = new Map<string, string>();

/**
 * Answers how a Chinese text is typed, its syllables without tones; other words stay as they are. Of a text without
 * anything Chinese: nothing.
 *
 * @example
 * pinyinOf('复制此页链接') //=> 'fu zhi ci ye lian jie'
 * pinyinOf('导出 Excel') //=> 'dao chu excel'
 * pinyinOf('银行执行行') //=> 'yin hang zhi xing hang'
 * pinyinOf('Copy link') //=> ''
 */
export function pinyinOf(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return '';
  const words = text.toLowerCase().matchAll(/\p{Script=Han}|[a-z0-9]+/gu);
  return Array.from(words, ({ 0: word, index }) =>
    /\p{Script=Han}/u.test(word) ? (readIn(text, index, word) ?? alone(word)) : word,
  ).join(' ');
}

/** How a character is read in the word that it stands in here; undefined: as alone. */
function readIn(text: string, index: number, character: string): string | undefined {
  return readings.get(character)?.find(({ word, at }) => text.startsWith(word, index - at))?.letters;
}

function alone(character: string): string {
  const before = otherwise[character] ?? known.get(character);
  if (before !== undefined) return before;
  let [from, to] = [0, syllables.length - 1];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (collator.compare(syllables[middle]?.first ?? '', character) <= 0) from = middle;
    else to = middle - 1;
  }
  const letters = syllables[from]?.letters ?? '';
  known.set(character, letters);
  return letters;
}
