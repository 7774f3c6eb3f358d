//! Chinese passages. What points quote stands in the source, character for character.

use crate::passage::Passage;

#[rustfmt::skip]
pub(crate) const PASSAGES: [Passage<'_>; 8] = [
    Passage {
        id: "zh-lift-notice", kind: "notice",
        title: "Notice of a lift replacement",
        setting: "A notice in the lobby of a block of flats. The translation is for tenants who do not read Chinese.",
        voice: "a notice by a building's management: brief, courteous and exact about dates and duties",
        source: "关于更换3号楼电梯及临时停水的通知\n\
            \n\
            尊敬的各位业主、住户：\n\
            3号楼两部电梯自2008年投用至今已逾十五载，故障频发。经业主大会表决（同意票占专有部分面积的百分之七十六），决定予以更换。现将有关事项通知如下：\n\
            一、施工自本月18日起，工期四十天，节假日不停工；先换东梯，后换西梯，其间至少保证一部电梯运行，早晚高峰请尽量错峰出行。\n\
            二、十八层以上（含十八层）住户如有大件家具进出，须至少提前三日到物业前台登记，逾期恕难安排。\n\
            三、因吊装需要，20日零时至6时全楼停水，请提前储水；恢复供水后，水质可能短时发黄，放水片刻即可正常使用。\n\
            四、家有老人、孕妇及行动不便者，可拨打门卫室电话，我们将派专人送菜上楼，分文不取。\n\
            施工期间噪声在所难免，给您带来的不便，敬请海涵。个别住户所传“换梯就要涨物业费”一说，纯属子虚乌有，请勿轻信。\n\
            \n\
            栖云苑物业服务中心\n\
            三月九日",
        points: &[
            "“专有部分面积的百分之七十六”: owners of 76 % of the privately owned floor area agreed; not 76 % of the owners or of the building",
            "“十八层以上（含十八层）”: the eighteenth floor is included, and the rule asks for three days' notice at least",
            "“20日零时至6时”: from midnight at the start of the 20th until 6 a.m., not from midnight at its end",
            "“送菜上楼”: groceries are carried up, free of charge (“分文不取”); these are not cooked dishes",
            "“逾期恕难安排” and “敬请海涵” are set courtesies: a plain English refusal and apology, not 'as vast as the sea'",
            "“子虚乌有”: the rumour that fees will go up is wholly untrue",
        ],
    },
    Passage {
        id: "zh-stopped-clock", kind: "fiction",
        title: "Grandmother's clock",
        setting: "A very short story from a literary supplement. The translation is for readers of a magazine of fiction.",
        voice: "a quiet first-person story that leaves grief unspoken and lets the neighbour's talk be blunt and warm",
        source: "外婆走后，屋里的钟没人上弦，便停在四点一刻。舅舅说是下午，母亲说是凌晨，为这个两人还拌了几句嘴。其实谁也不在跟前。\n\
            头七那天，我回老屋取东西。门一推开，灶台上那口铁锅还扣着，锅底一层薄锈，像是她出门买豆腐，说话就回来。隔壁的三婆探头进来，上下打量我半天，说：“是老二家的吧？瘦了，城里的饭不养人。”我应了一声，喉咙里像塞了团棉花。\n\
            她又说：“你外婆这人，一辈子刀子嘴。去年你没回来过年，她嘴上骂你没良心，夜里还念叨你那床被子，第二天就抱出来晒。大冬天的，哪有什么太阳。”\n\
            我没接话，踩着凳子把钟摘下来。钟背后粘着一张发黄的纸条，上头是她歪歪扭扭的铅笔字：星期三上弦，别拧过头，跟人一样。\n\
            我想了想，那天正好星期三。我拧了七圈，手停住了，又松开。钟滴答滴答走起来，比我的心跳慢半拍。三婆在院子里喊：“吃了再走，面都下锅了！”",
        points: &[
            "“外婆走后”: after she died, said gently; “说话就回来”: she would be back any minute, nothing about talking",
            "“头七”: the seventh day after a death, when the family holds a rite; clear to a foreign reader without a lecture",
            "“是老二家的吧”: the neighbour places the narrator as the second child's boy or girl; the narrator's sex is not given",
            "“刀子嘴”: half of a saying (a knife for a mouth, a heart of bean curd), so harsh words and by implication a soft heart",
            "“哪有什么太阳”: a rhetorical question, there was no sun to speak of; this carries her love and should not be explained",
            "“别拧过头，跟人一样”: do not overwind it, same as with people; dry, and as short as a note",
        ],
    },
    Passage {
        id: "zh-received", kind: "opinion",
        title: "The art of answering 'received'",
        setting: "An opinion column from an evening newspaper. The translation is for a digest of the foreign press.",
        voice: "a wry newspaper column that mocks a habit of offices without contempt for the people in it",
        source: "如今的工作群，最热闹的不是讨论，而是“收到”。领导发一条通知，底下齐刷刷排出五十个“收到”，蔚为壮观，真正要紧的那句附件说明，早被顶到九霄云外。\n\
            有人说，回一句不过举手之劳，何必小题大做？话虽如此，可若有人隔了半小时才回，私下便有人嘀咕：是不是有情绪？于是洗澡带手机，吃席看屏幕，生怕落在后头。“收到”渐渐不再是“我知道了”，而成了“我在岗”“我听话”，至于事情办没办，反倒没人追问。\n\
            笔者并非要替懒人开脱。军令如山的场合，一声回应是纪律；可一份下周二的聚餐通知，也要人人表态，就有些拿着鸡毛当令箭了。更何况表态越容易，落实越容易落空。这笔账，管事的人心里未必没数，只是没人愿意做那个不出声的人。\n\
            治这毛病，说难也难，说易也易。发通知的不妨添上四个字：无须回复。字虽不多，值千金。",
        points: &[
            "“收到”: one English reply ('Received', 'Noted') used throughout, since the column plays on it; “工作群” is a work chat group",
            "“顶到九霄云外”: the messages have pushed it far up and out of sight",
            "“是不是有情绪”: is he sulking, does she have a grievance; not 'is he emotional'",
            "“拿着鸡毛当令箭”: making a solemn order of a trifle; an English equivalent or a clear image, not unexplained chicken feathers",
            "“心里未必没数”: a double negative, those in charge may well know it",
            "“四个字”: the count has to fit the English wording of “无须回复” or be left out",
        ],
    },
    Passage {
        id: "zh-crucian-carp", kind: "recipe",
        title: "Crucian carp braised until the bones are soft",
        setting: "A recipe from a home cook's column. The translation is for home cooks abroad who will follow it.",
        voice: "a recipe by an opinionated home cook: short instructions that can be followed, with the asides kept",
        source: "酥焖鲫鱼（四人份）\n\
            \n\
            小鲫鱼一斤半，每条以二两上下为宜，太大则骨不易酥。去鳞去内脏，腹内黑膜务必刮净，否则发苦。洗好后沥干，用盐、黄酒各少许抹匀，腌一刻钟。\n\
            小葱半斤，整根不切，在砂锅底铺上厚厚一层，再码一层鱼，头尾相错，如此一层葱一层鱼，最上面仍以葱盖顶。手头若有几块猪骨垫底，更不怕糊锅。\n\
            调料：米醋一小碗，生抽三大勺，老抽半勺（只为上色，宁少勿多），冰糖一把，八角两粒。加清水没过鱼身一指。\n\
            大火烧开，撇去浮沫，转文火，锅盖留一条缝，焖两个半钟头。其间切忌翻动，只可端起锅来轻轻晃几下。待汤汁收到剩三分之一、筷子能轻松插透鱼背时关火。\n\
            最要紧的一步是等：连锅放凉，隔夜再吃。热着动筷，鱼一碰就碎，前功尽弃。冷吃时连骨带刺一并下肚，下酒尤佳。剩下的葱别扔，拌面条，比鱼还抢手。",
        points: &[
            "“一斤半” and “二两上下”: 750 g of fish of about 100 g each, and “小葱半斤” 250 g; units that a reader abroad can use",
            "“生抽” and “老抽”: light and dark soy sauce, told apart, the dark one for colour only",
            "“小葱”: spring onions or scallions, whole; not onions and not leeks",
            "“没过鱼身一指”: the water stands a finger's breadth above the fish",
            "“收到剩三分之一”: until a third is left, not until a third has gone",
            "“热着动筷”: eating it while it is hot; and “抢手”: the leftover onions with noodles are fought over more than the fish",
        ],
    },
    Passage {
        id: "zh-foreword-request", kind: "letter",
        title: "A former student asks for a foreword",
        setting: "A letter from a former student to an old professor, in a semi-classical style. The translation is for an edition of the professor's correspondence.",
        voice: "a formal letter whose writer is deferential, modest and, towards the end, slyly stubborn; formal English and no parody of it",
        source: "郑老师台鉴：\n\
            久疏问候，伏惟起居康泰。月前在省城偶遇师母，得知先生年届八旬仍每日临帖，晚生愧不能及。\n\
            犬子今秋忝列贵校中文系，初离家门，不谙世故，倘有失礼之处，还望先生不吝教诲，该骂便骂，不必看晚生薄面。\n\
            另有一事，踌躇再三，方敢启齿。拙作《渡口杂记》承出版社不弃，定于明年清明前后付梓。此书所记，多是当年随先生下乡采风时的旧闻，其中“老船工”一章，更是先生口述，晚生不过执笔而已。若蒙先生赐序，则此书幸甚；先生若嫌劳神，亦断不敢勉强，题签四字足矣。书稿另封寄上，舛误必多，敬祈斧正。\n\
            又及：去岁先生垫付的资料费三百二十元，晚生屡次欲还，先生屡次不收。此番夹在书稿第七十二页，万勿再退，否则晚生无颜登门矣。\n\
            专此，敬颂\n\
            教安\n\
            学生 何慕舟 拜上\n\
            腊月初八",
        points: &[
            "“先生” is the professor addressed ('you', or 'sir' now and then), not a Mr of the story; “师母” is the professor's wife",
            "“犬子” and “拙作” are modest for 'my son' and 'my book': the modesty belongs in the tone and not in dogs",
            "“忝列贵校中文系”: the son has entered the Chinese department of the professor's own university",
            "“下乡采风”: going to the villages to collect folk songs and stories",
            "“题签四字”: the professor would write the book's title, which has four characters, for the cover; the lesser favour in place of a foreword (“赐序”)",
            "“清明” (early April) and “腊月初八” (the eighth day of the twelfth lunar month, not 8 December) are clear as dates",
        ],
    },
    Passage {
        id: "zh-lease-clause", kind: "contract",
        title: "Rent and deposit in a lease",
        setting: "A clause of a lease of a flat. The translation is for a tenant who has to understand it before signing.",
        voice: "a clause of an English contract: numbered, consistent in its terms, with nothing softened and nothing left vague that is exact",
        source: "第七条 租金与押金\n\
            7.1 月租金为人民币肆仟捌佰元整，押一付三。乙方应于每季度首月五日前（含当日）将当季租金一次性汇入甲方指定账户，遇法定节假日顺延至其后首个工作日。\n\
            7.2 乙方已付之定金贰仟元，自交房之日起抵作押金之一部，余额应于当日补足。交房前甲方违约的，应双倍返还定金；乙方违约的，无权要求返还。\n\
            7.3 乙方逾期支付租金的，每逾期一日，按应付未付金额的万分之五支付违约金；逾期超过十五日的，甲方有权单方解除合同，自书面通知送达乙方之日起生效。\n\
            7.4 租赁期满，甲方应自乙方腾空房屋并结清水电燃气费用之日起七个工作日内无息退还押金。自然损耗不在扣除之列；确需扣款的，甲方须提供票据，扣款总额以押金为限，但乙方故意损坏的除外。\n\
            7.5 未经甲方书面同意，乙方不得转租、分租或者以其他方式将房屋交由他人使用。乙方直系亲属探访，每月累计不超过十日的，不在此限。",
        points: &[
            "“押一付三”: a deposit of one month's rent, and rent paid three months at a time",
            "“定金” is earnest money and “押金” the deposit: two terms kept apart, the first becoming part of the second on handover",
            "“双倍返还定金”: the landlord returns twice the earnest money, 4,000 yuan in all",
            "“万分之五”: 0.05 % a day of the amount overdue, not 5 % and not 0.5 %",
            "“五日前（含当日）”: on or before the fifth of the first month of each quarter",
            "“以押金为限，但乙方故意损坏的除外”: deductions are capped at the deposit unless the tenant did the damage on purpose",
        ],
    },
    Passage {
        id: "zh-yellow-peaches", kind: "news",
        title: "A record harvest that does not pay",
        setting: "A report from a county newspaper. The translation is for an agricultural news agency abroad.",
        voice: "a news report: neutral, attributed, with figures that an international reader can use and quotations that sound spoken",
        source: "本报讯（记者 骆小川）记者昨日从青槐县新闻发布会获悉，今年前三季度，该县黄桃总产量达1.2亿斤，同比增长18%，而每斤均价却由去年的4.6元跌至3.1元，“增产不增收”成为果农心病。\n\
            副县长陈立言坦言，种植面积三年间由2.4万亩扩至5.1万亩，翻了一番还多，冷库容量却只增加了三成，扎堆上市在所难免。被问及政府是否会托底收购时，他未置可否，仅表示“正在研究”。\n\
            大洼村果农老秦算了一笔账：刨去化肥、纸袋和人工，一亩地落到手里不足两千元，比前年少了近一半。“桃子不等人，贩子压价也只能认。”他说，好在儿子辞了外地的工作，回来开直播，一晚上能走两三百单，“虽说是杯水车薪，总算有个盼头”。\n\
            据悉，该县今冬将新建两座冷库。有专家指出，光建库还不够，深加工占比目前不到一成，比邻县低了12个百分点，这块短板不补，“丰产之忧”明年还会重演。",
        points: &[
            "“1.2亿斤”: 60,000 tonnes (120 million jin), and prices per “每斤” are per half kilogram: 9.2 and 6.2 yuan a kilogram if converted",
            "“2.4万亩扩至5.1万亩”: from about 1,600 to 3,400 hectares, and “翻了一番还多” is more than doubled",
            "“增加了三成”: up by 30 %, not to 30 % and not threefold",
            "“未置可否”: he would not say either way; “正在研究” stays a quoted official evasion",
            "“走两三百单”: two or three hundred orders go out in an evening",
            "“杯水车薪”: a drop in the ocean; “12个百分点” are percentage points",
        ],
    },
    Passage {
        id: "zh-guesthouse", kind: "review",
        title: "Four stars for a guesthouse",
        setting: "A review from a travel site, full of internet slang. The translation is for the English version of the site.",
        voice: "an online review by a funny and fair guest: slang where the source has slang, in English that people do write",
        source: "被朋友种草大半年，上周末终于来打卡，结果喜忧参半。\n\
            先说优点。老板娘是真会来事儿，车还没停稳，姜茶就端到跟前了；临走还硬塞给我们一袋自家晒的笋干，死活不要钱。推窗见山，云就在脚底下，随手一拍都是大片，不用滤镜。\n\
            再说槽点。图上那个“无边泳池”，实物也就比浴缸大一圈，两个人下去得商量谁先转身。隔音约等于没有，半夜楼上小朋友练跑步，我躺着数了两千多步。早餐号称“山野自助”，其实就是白粥咸菜管够。不过话说回来，那碟腌萝卜我添了三回，打脸了。\n\
            旺季一晚一千二，说贵不贵，说便宜那是睁着眼睛说瞎话。同样的钱在山下能住五星，可五星不会有人半夜打着手电，陪你去找落在观景台的耳机，来回两个钟头，一句怨言没有。耳机没找着，人情倒欠下了。\n\
            总结：冲着泳池来的，劝退；冲着人和山来的，闭眼入。四星，扣的那颗星给照片，不给人。\n\
            友情提示：最后三公里没信号，导航会把你带进鱼塘，听老板娘的，别听它的。",
        points: &[
            "“种草” and “打卡”: talked into wanting to go, and going there at last (to tick it off); no grass and no clocking in",
            "“会来事儿”: she knows how to make people feel looked after; here it is praise",
            "“随手一拍都是大片”: any snapshot looks like a professional photograph or a film still, not a large picture",
            "“打脸了”: the reviewer has to eat those words, having complained of the breakfast and taken three helpings",
            "“闭眼入”: book it without a second thought; “劝退”: do not bother",
            "“扣的那颗星给照片，不给人”: the missing star is the photographs' fault and not the people's",
        ],
    },
];
