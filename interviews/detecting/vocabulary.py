"""Small closed sets of words that the name rules share."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set("dr doctor mr mister mrs ms miss mx prof professor sir lady lord dame master messrs")
ROLES = _set(
    """sister brother matron nurse father canon imam rabbi reverend rev bishop archbishop deacon pastor vicar chaplain councillor cllr
    mayor alderman baroness baron captain capt major colonel col sergeant sgt inspector constable pc judge justice auntie aunty aunt
    uncle nan nana nain taid gran granny grandma grandad granddad grandpa nanna cousin brother mum dad mother midwife sheikh shaykh
    maulana mufti haji hajji pandit swami guru bhai begum-sahib consultant lance corporal private lieutenant lieut minister provost"""
)
OLD = _set("old young big little wee our")
PARTICLES = _set(
    "de la le van von der den al el bin ibn bint ap ab ferch da dos do del dela della di ní ni mac mc ó ua uí san santa abu um umm ould el-"
)
JOINING = _set("upon on le la under by next in y yr an na the with cum juxta super sub")

ORG_TAILS = _set(
    """hospital hospitals infirmary hospice surgery surgeries clinic clinics practice trust council ccg ccgs pct icb ics lhb pcn hscp university college
    school academy nursery charity foundation association society centre center ward unit pharmacy chemist chemists homecare
    healthcare care home house lodge court manor church chapel mosque temple gurdwara synagogue cathedral abbey minster parish
    ltd limited plc llp inc solicitors group partnership federation alliance network cooperative co-op company housing homes
    partners consulting services service board authority constabulary police prison hmp library museum theatre club bank hotel inn arms pub
    dispensary polyclinic infirmaries sanatorium almshouse almshouses hub forum project carers mind radio post gazette herald
    chronicle echo mercury argus courier times telegraph evening news press express medical health wellbeing consortium institute
    cafe café bakery store stores motors garage taxis cabs cars logistics brewery works factory mill mills colliery supermarket union
    primary secondary infant infants junior playgroup preschool ambulance rovers united athletic wanderers rotary aid
    support counselling advocacy action concern trustees ysbyty meddygfa ysgol capel prifysgol cartref labs laboratories laboratory department"""
)
# Names of houses and of places that are as often an organisation: by themselves no proof.
STRONG_TAILS = ORG_TAILS - _set(
    "house court manor home care mill mills post times news press echo works mind action support service services aid arms radio bank union group health medical primary lodge department board library project hub club"
)
ORG_HEADS = _set(
    "university college royal ysbyty meddygfa ysgol capel cartref prifysgol hmp hms nhs bupa friends cyngor bwrdd eglwys"
)
GENERIC = _set(
    """community health centre center medical general hospital hospitals trust trusts nhs foundation care home homes county city borough
    council councils local university primary public mental social service services integrated board boards clinical commissioning group groups
    day nursing acute district national school schools practice practices patient patients surgery clinic clinics ward wards unit team
    department committee network partnership the of and & for support residential family families housing authority authorities women's children's
    emergency stroke memory pain eye dental maternity intensive rehabilitation outpatient outpatients specialist regional teaching cottage
    church chapel mosque ambulance police fire army library sports leisure town village parish hall association society charity federation
    university college students student executive executives governing body project programme steering working young people older adult adults
    voluntary sector third private independent new old main big small other first second third one two three year group crisis home treatment urgent minor injuries
    walk-in treatment gp doctors doctor's nurses nurse staff joint strategic area region central care's carers carer liaison access resource aid"""
)
PLACE_TAILS = _set(
    """street road lane avenue close drive crescent terrace grove mews square hill rise row mount parade gate brow fold croft vale wynd
    brae quay wharf heights boulevard estate valley bridge heath green park moor moss common forest wood woods bay beach island isle isles
    river brook beck burn loch lough lake reservoir canal fell fells dale dales downs marsh fen fens peninsula point head harbour docks village town
    junction roundabout station airport services cottage farm fields field meadows gardens way walk place hall stryd heol ffordd lôn maes
    side end corner cross ferry ford glen strath ness pier promenade seafront market shopping arcade retail industrial triangle quarter
    riverside waterside levels hamlet tarn pass gap"""
)
STREETS = _set(
    "street road lane avenue close drive crescent terrace grove mews square hill rise row mount parade brow fold croft vale wynd brae stryd heol ffordd way estate"
)
COMPASS = _set(
    "north south east west upper lower great little greater mid central inner outer old new saint st port fort lough loch glen isle"
)

SPEECH = _set(
    """says said say tells told asks asked rings rang rung phones phoned goes went comes came thinks thought knows knew wants wanted got gets
    was is were has had does did would could who whose used works worked left started retired died lives lived sat stood wrote gave took
    made put looked laughed cried rolled kept keeps brought sent saw found felt runs ran helped explained replied answered agreed called
    moved loves loved likes liked needed needs turned walked drove drives knew understood suggested decided joined stayed noticed reckons
    reckoned himself herself isn't wasn't hasn't hadn't doesn't didn't won't wouldn't couldn't never always"""
)
INTRODUCING = _set(
    """called named told asked rang phoned ringing with doctor nurse sister mr mrs ms miss and hiya hello thanks hi from by see saw for about
    name's my name myself i'm it's he's she's was that's lad girl lady woman bloke man wife husband son daughter mother father mum dad boss
    manager friend mate colleague colleagues partner neighbour brother cousin uncle auntie granddaughter grandson patient partner's"""
)
DETERMINERS = _set(
    "a an the my your his her their its this that these those no some any every each much more most what which gas phone water electric heating another such your"
)
PRONOUNS = _set("i you he she it we they there who nobody somebody everybody people one")
PREPOSITIONS = _set(
    "in at from to near around outside into across towards via through over of off round down up behind beyond between"
)
MONTH_BEFORE = _set(
    "in of since by until till last next this early late mid from to each every during before after end around back and about"
)

FUNCTION = _set(
    """a about absolutely actually after afterwards again ago ah all almost along already alright also although always am amazing an and another any anybody anyone anything anyway
    apparently are aren't around as ask asking at away aye back basically be because been before being believe better between big bit bless both but by bye call came can can't cannot carry certainly
    cheers come completely could couldn't course day definitely depends did didn't different do does doesn't doing don't done down due during each easy either else end enough er erm especially even
    eventually ever every everybody everyone everything exactly except excuse fair family fantastic few fifteen fifty fine first five follow for four forty from full fully funny further generally get getting give given
    go god goes going gone good gosh got great had hadn't half hang happy hard has hasn't have haven't having he he'd he'll he's hear heard hello help hence her here hers herself hey hi him himself his hiya hmm
    hold honestly hopefully how however huge hundred i i'd i'll i'm i've if imagine in including indeed initially instead interesting into is isn't it it'd it'll it's its itself just keep kind know lack last
    lastly later laughs least leave left less let let's like likewise listen little long look looking lot lots love lovely luckily made main mainly make making many maybe me mean meanwhile might mine mixed more most
    mostly much must my myself naturally near need neither never nevertheless new next nice nine nineteen ninety no nobody none nope nor normally not nothing now nowhere obviously occasionally odd of off often oh ok okay
    old on once one ones only oops open opposite or originally other others otherwise ought our ours out over overall own paper part particularly people perhaps personally place plain plenty please plus point possibly
    presumably pretty previously probably properly put quite rather read really remember right said same saw say saying says second see seems seen seven several she she'd she'll she's should shouldn't show silly since
    six sixty so some somebody somehow someone something sometimes somewhere soon sorry sort speak start still stop straight strange such suddenly suppose sure take talk talking tell ten than thank thankfully thanks that
    that'd that'll that's the their theirs them themselves then there there'd there'll there's therefore these they they'd they'll they're they've thing things think thinking thirty this those though thought three
    through throughout time to today together tomorrow too took towards tried true truthfully try turn twelve twenty twice two typical typically um under understand unfortunately unless unlike until up upon us used usually various very
    wait want was wasn't watch we we'd we'll we're we've well went were weren't what what'd what's whatever when whenever where whereas wherever whether which while who who's whoever whole whose why with within without
    won't wonderful word work working worse would wouldn't wow write wrong yeah year years yep yes yesterday yet you you'd you'll you're you've young your yours yourself
    alone basic clearly currently equally essentially finally frankly gradually ideally ironically literally locally logically nationally obviously partly possibly practically presumably primarily quickly recently
    regarding regardless sadly seriously simply slowly specifically surely technically ultimately undoubtedly weirdly whichever aged eight eighteen eighty eleven fourteen seventy thirteen seventeen sixteen thousand
    half-past quarter zero third fourth fifth bring buy check count cut day drop eat every feel fill find forget grab grand hate hit hurry introduce join learn list meet mind move pick play post press pull
    push quote ring run send sign sit spend stand stay stick support swear talk teach test trust use visit walk warm wash wear whoa win wonder worry"""
)

REGIONS = _set(
    """highland highlands borders grampian tayside lothian fife lanarkshire forth dumfries orkney shetland western eileanan ayrshire greater
    north south east west central mid cheshire sussex kent"""
)

MANAGEMENT = _set(
    """case cases plan plans planning pressures pressure review reviews assessment assessments pathway pathways scheme schemes programme programmes strategy
    strategies initiative initiatives framework frameworks policy policies protocol protocols model models tool tools toolkit audit audits score scores scale scales form forms
    chart charts report reports meeting meetings pack guidance guideline guidelines standard standards target targets fund funding budget improvement
    safety process procedure procedures contract contracts specification agreement agreements register record records checklist index questionnaire survey inventory test tests
    method methods approach theory law rule rules effect syndrome disease disorder palsy day days week month year award awards prize champion campaign
    challenge commission inquiry enquiry act bill regulations regulation code order reform reforms manifesto agenda charter declaration convention
    conference summit seminar workshop training course degree diploma certificate module phase stage level tier band grade group lead leads
    officer manager worker nurse doctor practitioner therapist assistant coordinator advisor adviser specialist consultant director executive
    payment payments allowance benefit credit grant grants tariff incentive incentives bonus pilot pilots vanguard pathfinder network system systems
    line bell round rounds huddle board list lists clinic book paper bulletin letter pressures directive bank holiday care medicine practice education
    partnerships procurement intervention interventions evaluation study trial research data set dataset dashboard app portal platform software package packages
    summary summaries number numbers scan screening vaccine vaccination immunisation jab booster"""
)
KIN = _set(
    "auntie aunty aunt uncle nan nana nain taid gran granny grandma grandad granddad grandpa nanna big wee young little"
)
COMPOUND_TAILS = _set(
    """worker workers writer writers holder holders keeper keepers maker makers taker takers giver givers board boards book books line lines time times list lists sheet
    sheets load loads stream streams care site sites phone phones mate mates room rooms bed beds wide based led less like ability able woman women
    work works shop shops bag bags box boxes card cards test tests scan scans"""
)
VERBS_TOO = _set(
    "rob sue pat carol penny jack josh nick dick mike bob frank bill drew peter harry eve dot ruby amber jade ivy holly heather hazel iris olive poppy daisy violet jasmine rosemary lily ted tom max ben ray jo mo al ed di vi kit dean guy gay basil jerry barney roger ally molly ginger sandy dale ward"
)
