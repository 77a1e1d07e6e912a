"""Where places lie: an area a line, `CODE (wider areas): its names and adjectives; places in it`.

A place's names in several languages are joined with "=", words of one name with "_". The wider areas are codes.
"""

AREAS = """
EUROPE: europe european 欧洲
NORDIC (EUROPE): nordic scandinavia scandinavian 北欧
BALTIC (EUROPE): baltic baltics 波罗的海
BENELUX (EUROPE): benelux
IBERIA (EUROPE): iberian iberia
BALKANS (EUROPE): balkan balkans 巴尔干
ASIA: asia asian 亚洲
SEASIA (ASIA): southeast_asia south-east_asia southeast_asian south-east_asian 东南亚
GULF (ASIA): gulf middle_east middle_eastern 中东 海湾
AFRICA: africa african 非洲
LATIN: latin_america latin_american south_america south_american 拉美 南美
NAMERICA: north_america north_american 北美
OCEANIA: oceania 大洋洲
# Europe
EU (EUROPE): eu european_union 欧盟; brussels=布鲁塞尔 strasbourg=斯特拉斯堡
UK (EUROPE): uk britain british united_kingdom great_britain briton britons 英国; london=伦敦 manchester=曼彻斯特 birmingham liverpool leeds bristol sheffield newcastle nottingham leicester oxford=牛津 cambridge=剑桥 brighton york bath southampton portsmouth plymouth norwich wakefield bradford hull coventry cotswolds cornwall devon kent essex yorkshire westminster downing_street whitehall
SCOTLAND (UK EUROPE): scotland scottish scots 苏格兰; edinburgh=爱丁堡 glasgow=格拉斯哥 aberdeen dundee inverness
WALES (UK EUROPE): wales welsh 威尔士; cardiff swansea newport
ENGLAND (UK EUROPE): england english 英格兰; london manchester birmingham liverpool leeds bristol sheffield
ULSTER (UK EUROPE): northern_ireland northern_irish 北爱尔兰; belfast=贝尔法斯特 derry
IE (EU EUROPE): ireland irish 爱尔兰; dublin=都柏林 cork galway limerick
DE (EU EUROPE): germany german germans 德国; berlin=柏林 munich=慕尼黑 hamburg=汉堡 cologne=科隆 frankfurt=法兰克福 stuttgart=斯图加特 dusseldorf düsseldorf leipzig dresden hanover hannover nuremberg bremen bonn essen dortmund heidelberg karlsruhe kassel kiel mainz freiburg bavaria bavarian saxony
FR (EU EUROPE): france french 法国; paris=巴黎 lyon marseille=马赛 toulouse bordeaux nice lille nantes strasbourg grenoble brest rennes cannes brittany normandy élysée elysee
NL (EU EUROPE BENELUX): netherlands dutch holland 荷兰; amsterdam=阿姆斯特丹 rotterdam=鹿特丹 hague=海牙 utrecht eindhoven delft veldhoven groningen leiden
BE (EU EUROPE BENELUX): belgium belgian belgians 比利时; brussels antwerp ghent leuven bruges liège
LU (EU EUROPE BENELUX): luxembourg 卢森堡
SE (EU EUROPE NORDIC): sweden swedish swedes swede 瑞典; stockholm=斯德哥尔摩 gothenburg malmö malmo uppsala lund
NO (EUROPE NORDIC): norway norwegian norwegians 挪威; oslo=奥斯陆 bergen trondheim stavanger tromsø
DK (EU EUROPE NORDIC): denmark danish danes dane 丹麦; copenhagen=哥本哈根 aarhus odense greenland=格陵兰
FI (EU EUROPE NORDIC): finland finnish finns finn 芬兰; helsinki=赫尔辛基 espoo tampere turku oulu
IS (EUROPE NORDIC): iceland icelandic 冰岛; reykjavik
EE (EU EUROPE BALTIC): estonia estonian estonians 爱沙尼亚; tallinn tartu
LV (EU EUROPE BALTIC): latvia latvian latvians 拉脱维亚; riga
LT (EU EUROPE BALTIC): lithuania lithuanian lithuanians 立陶宛; vilnius kaunas
ES (EU EUROPE IBERIA): spain spanish spaniard spaniards 西班牙; madrid=马德里 barcelona=巴塞罗那 valencia seville bilbao malaga catalonia catalan basque ibiza mallorca
PT (EU EUROPE IBERIA): portugal portuguese 葡萄牙; lisbon=里斯本 porto azores madeira
IT (EU EUROPE): italy italian italians 意大利; rome=罗马 milan=米兰 turin=都灵 naples florence=佛罗伦萨 venice=威尼斯 bologna genoa palermo sicily sicilian sardinia portofino
GR (EU EUROPE BALKANS): greece greek greeks 希腊; athens=雅典 thessaloniki crete skyros chalkida piraeus
AT (EU EUROPE): austria austrian austrians 奥地利; vienna=维也纳 graz salzburg linz innsbruck
CH (EUROPE): switzerland swiss 瑞士; zurich=苏黎世 geneva=日内瓦 basel=巴塞尔 lausanne bern lugano davos=达沃斯
PL (EU EUROPE): poland polish poles 波兰; warsaw=华沙 kraków krakow gdansk gdańsk wroclaw wrocław breslau poznan
CZ (EU EUROPE): czechia czech czechs 捷克; prague=布拉格 brno
SK (EU EUROPE): slovakia slovak slovaks 斯洛伐克; bratislava
HU (EU EUROPE): hungary hungarian hungarians 匈牙利; budapest=布达佩斯
RO (EU EUROPE BALKANS): romania romanian romanians 罗马尼亚; bucharest=布加勒斯特 cluj
BG (EU EUROPE BALKANS): bulgaria bulgarian bulgarians 保加利亚; sofia
HR (EU EUROPE BALKANS): croatia croatian croatians croats 克罗地亚; zagreb split dubrovnik
SI (EU EUROPE BALKANS): slovenia slovenian slovene 斯洛文尼亚; ljubljana
RS (EUROPE BALKANS): serbia serbian serbs 塞尔维亚; belgrade=贝尔格莱德
AL (EUROPE BALKANS): albania albanian 阿尔巴尼亚; tirana
UA (EUROPE): ukraine ukrainian ukrainians 乌克兰; kyiv=基辅 kiev kharkiv odesa odessa lviv
RU (EUROPE): russia russian russians 俄罗斯 俄国; moscow=莫斯科 st_petersburg=圣彼得堡 kremlin=克里姆林宫 siberia
BY (EUROPE): belarus belarusian 白俄罗斯; minsk
TR (EUROPE ASIA): turkey turkish turks türkiye 土耳其; istanbul=伊斯坦布尔 ankara=安卡拉 izmir
CY (EU EUROPE): cyprus cypriot 塞浦路斯; nicosia
MT (EU EUROPE): malta maltese 马耳他; valletta
MC (EUROPE): monaco 摩纳哥
VA (EUROPE): vatican 梵蒂冈
# Asia and the Middle East
CN (ASIA): china chinese 中国; beijing=北京 shanghai=上海 tianjin=天津 chongqing=重庆
GD (CN ASIA): guangdong 广东; shenzhen=深圳 guangzhou=广州 dongguan=东莞 foshan=佛山 zhuhai=珠海
ZJ (CN ASIA): zhejiang 浙江; hangzhou=杭州 ningbo=宁波 wenzhou=温州 yiwu=义乌 cangnan=苍南
JS (CN ASIA): jiangsu 江苏; nanjing=南京 suzhou=苏州 wuxi=无锡 changzhou=常州
FJ (CN ASIA): fujian 福建; fuzhou=福州 xiamen=厦门 quanzhou=泉州 ningde=宁德 fuding=福鼎 xiapu=霞浦
YN (CN ASIA): yunnan 云南; kunming=昆明 dali=大理 lijiang=丽江 zhaotong=昭通
SC (CN ASIA): sichuan 四川; chengdu=成都 mianyang=绵阳
HB (CN ASIA): hubei 湖北; wuhan=武汉 yichang=宜昌
HN (CN ASIA): hunan 湖南; changsha=长沙
HEN (CN ASIA): henan 河南; zhengzhou=郑州 luoyang=洛阳
SD (CN ASIA): shandong 山东; jinan=济南 qingdao=青岛
SX (CN ASIA): shaanxi 陕西; xi'an=西安
AH (CN ASIA): anhui 安徽; hefei=合肥
JX (CN ASIA): jiangxi 江西; nanchang=南昌
HEB (CN ASIA): hebei 河北; shijiazhuang=石家庄
LN (CN ASIA): liaoning 辽宁; shenyang=沈阳 dalian=大连
JL (CN ASIA): jilin 吉林; changchun=长春
HLJ (CN ASIA): heilongjiang 黑龙江; harbin=哈尔滨
GZ (CN ASIA): guizhou 贵州; guiyang=贵阳
GX (CN ASIA): guangxi 广西; nanning=南宁 guilin=桂林
HI (CN ASIA): hainan 海南; haikou=海口 sanya=三亚 wenchang=文昌
GS (CN ASIA): gansu 甘肃; lanzhou=兰州 jiuquan=酒泉
XJ (CN ASIA): xinjiang 新疆; urumqi=乌鲁木齐
XZ (CN ASIA): tibet tibetan 西藏; lhasa=拉萨
NM (CN ASIA): inner_mongolia 内蒙古; hohhot=呼和浩特
HK (CN ASIA): hong_kong 香港; kowloon=九龙
MO (CN ASIA): macau macao 澳门
TW (ASIA): taiwan taiwanese 台湾; taipei=台北 hsinchu=新竹 kaohsiung=高雄
JP (ASIA): japan japanese 日本; tokyo=东京 osaka=大阪 kyoto=京都 yokohama=横滨 nagoya=名古屋 sapporo=札幌 fukuoka=福冈 hiroshima=广岛 kumamoto=熊本 miyazaki
KR (ASIA): south_korea south_korean korea korean koreans 韩国; seoul=首尔 busan=釜山 incheon=仁川
KP (ASIA): north_korea north_korean 朝鲜; pyongyang=平壤
IN (ASIA): india indian indians 印度; delhi=德里 new_delhi=新德里 mumbai=孟买 bangalore=班加罗尔 bengaluru chennai=金奈 hyderabad=海得拉巴 kolkata pune kerala gujarat
PK (ASIA): pakistan pakistani 巴基斯坦; karachi=卡拉奇 islamabad=伊斯兰堡 lahore
BD (ASIA): bangladesh bangladeshi 孟加拉国; dhaka=达卡
LK (ASIA): sri_lanka sri_lankan 斯里兰卡; colombo
NP (ASIA): nepal nepali nepalese 尼泊尔; kathmandu=加德满都
SG (ASIA SEASIA): singapore singaporean 新加坡
MY (ASIA SEASIA): malaysia malaysian 马来西亚; kuala_lumpur=吉隆坡 penang johor
TH (ASIA SEASIA): thailand thai thais 泰国; bangkok=曼谷 phuket=普吉
VN (ASIA SEASIA): vietnam vietnamese 越南; hanoi=河内 ho_chi_minh_city=胡志明市
ID (ASIA SEASIA): indonesia indonesian 印度尼西亚 印尼; jakarta=雅加达 bali=巴厘岛
PH (ASIA SEASIA): philippines philippine filipino filipinos 菲律宾; manila=马尼拉 cebu
MM (ASIA SEASIA): myanmar burma burmese 缅甸; yangon=仰光
KH (ASIA SEASIA): cambodia cambodian khmer 柬埔寨; phnom_penh=金边
LA (ASIA SEASIA): laos lao laotian 老挝
KZ (ASIA): kazakhstan kazakh 哈萨克斯坦; almaty astana
IL (ASIA GULF): israel israeli israelis 以色列; tel_aviv=特拉维夫 jerusalem=耶路撒冷 haifa
PS (ASIA GULF): palestine palestinian palestinians 巴勒斯坦; gaza=加沙 ramallah
SA (ASIA GULF): saudi_arabia saudi saudis 沙特 沙特阿拉伯; riyadh=利雅得 jeddah
AE (ASIA GULF): uae united_arab_emirates emirati emirates 阿联酋; dubai=迪拜 abu_dhabi=阿布扎比
QA (ASIA GULF): qatar qatari 卡塔尔; doha=多哈
KW (ASIA GULF): kuwait kuwaiti 科威特
IR (ASIA GULF): iran iranian iranians 伊朗; tehran=德黑兰
IQ (ASIA GULF): iraq iraqi iraqis 伊拉克; baghdad=巴格达
SY (ASIA GULF): syria syrian syrians 叙利亚; damascus=大马士革 aleppo
LB (ASIA GULF): lebanon lebanese 黎巴嫩; beirut=贝鲁特
YE (ASIA GULF): yemen yemeni 也门; sanaa
AF (ASIA): afghanistan afghan afghans 阿富汗; kabul=喀布尔
# Africa
EG (AFRICA): egypt egyptian egyptians 埃及; cairo=开罗 alexandria
MA (AFRICA): morocco moroccan 摩洛哥; rabat casablanca marrakesh
NG (AFRICA): nigeria nigerian nigerians 尼日利亚; lagos=拉各斯 abuja
KE (AFRICA): kenya kenyan kenyans 肯尼亚; nairobi=内罗毕 mombasa
ET (AFRICA): ethiopia ethiopian amharic 埃塞俄比亚; addis_ababa
ZA (AFRICA): south_africa south_african 南非; johannesburg=约翰内斯堡 cape_town=开普敦 pretoria durban
GH (AFRICA): ghana ghanaian 加纳; accra
RW (AFRICA): rwanda rwandan 卢旺达; kigali
SD2 (AFRICA): sudan sudanese 苏丹; khartoum
# America and Oceania
US (NAMERICA): us u.s u.s. usa america american americans united_states 美国; washington=华盛顿 white_house=白宫 pentagon=五角大楼 capitol congress=国会 wall_street=华尔街
CA-US (US NAMERICA): california californian 加州 加利福尼亚; san_francisco=旧金山 los_angeles=洛杉矶 san_diego san_jose=圣何塞 oakland sacramento silicon_valley=硅谷 palo_alto mountain_view cupertino hollywood=好莱坞 berkeley
NY-US (US NAMERICA): new_york 纽约; manhattan brooklyn buffalo albany
TX-US (US NAMERICA): texas texan 得州 德克萨斯; austin=奥斯汀 houston=休斯敦 dallas=达拉斯 san_antonio
WA-US (US NAMERICA): washington_state; seattle=西雅图 redmond=雷德蒙德 spokane
MA-US (US NAMERICA): massachusetts; boston=波士顿
IL-US (US NAMERICA): illinois; chicago=芝加哥
PA-US (US NAMERICA): pennsylvania; philadelphia=费城 pittsburgh=匹兹堡
FL-US (US NAMERICA): florida 佛罗里达; miami=迈阿密 orlando tampa
GA-US (US NAMERICA): georgia_state; atlanta=亚特兰大
MN-US (US NAMERICA): minnesota; minneapolis duluth
MS-US (US NAMERICA): mississippi; hattiesburg biloxi jackson gulfport
AL-US (US NAMERICA): alabama; montgomery mobile huntsville
LA-US (US NAMERICA): louisiana; new_orleans baton_rouge
MI-US (US NAMERICA): michigan; detroit=底特律
OH-US (US NAMERICA): ohio; columbus cleveland cincinnati
CO-US (US NAMERICA): colorado; denver=丹佛 boulder
AZ-US (US NAMERICA): arizona; phoenix tucson
NV-US (US NAMERICA): nevada; las_vegas=拉斯维加斯 reno
OR-US (US NAMERICA): oregon; portland
NC-US (US NAMERICA): north_carolina; charlotte raleigh
VA-US (US NAMERICA): virginia; richmond
MD-US (US NAMERICA): maryland; baltimore
TN-US (US NAMERICA): tennessee; nashville memphis
MO-US (US NAMERICA): missouri; st_louis kansas_city
WI-US (US NAMERICA): wisconsin; milwaukee madison
NJ-US (US NAMERICA): new_jersey; newark
HI-US (US NAMERICA): hawaii hawaiian 夏威夷; honolulu
AK-US (US NAMERICA): alaska 阿拉斯加; anchorage
GULFCOAST (US NAMERICA): gulf_coast
CA (NAMERICA): canada canadian canadians 加拿大; toronto=多伦多 montreal=蒙特利尔 vancouver=温哥华 ottawa=渥太华 calgary edmonton quebec ontario
MX (NAMERICA LATIN): mexico mexican mexicans 墨西哥; mexico_city guadalajara monterrey tijuana
BR (LATIN): brazil brazilian brazilians 巴西; são_paulo sao_paulo=圣保罗 rio_de_janeiro=里约热内卢 brasilia
AR (LATIN): argentina argentine argentinian 阿根廷; buenos_aires=布宜诺斯艾利斯
CL (LATIN): chile chilean chileans 智利; santiago=圣地亚哥
CO (LATIN): colombia colombian colombians 哥伦比亚; bogotá bogota medellín
PE (LATIN): peru peruvian peruvians 秘鲁; lima=利马 cusco
VE (LATIN): venezuela venezuelan 委内瑞拉; caracas
CU (LATIN): cuba cuban cubans 古巴; havana=哈瓦那
AU (OCEANIA): australia australian australians 澳大利亚 澳洲; sydney=悉尼 melbourne=墨尔本 brisbane=布里斯班 perth canberra=堪培拉 adelaide queensland tasmania
NZ (OCEANIA): new_zealand new_zealander kiwi 新西兰; auckland=奥克兰 wellington=惠灵顿 christchurch
"""
