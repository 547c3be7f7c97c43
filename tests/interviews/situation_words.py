"""Names of people, organisations and places, and sentences in which they are said (situations.py)."""


def phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


WOMEN = phrases(
    "Angela=Ange|Deborah=Debs|Margaret=Maggie|Christine=Chris|Priya|Shabnam|Katarzyna=Kasia|Siobhan|"
    "Patricia=Trish|Jacqueline=Jackie|Samantha=Sam|Elizabeth=Liz|Farzana|Nkechi|Bronwen=Bron|Eilidh|Rosemary=Rosie|"
    "Catherine=Cath|Susan=Sue|Victoria=Vicky|Mei Lin|Rukhsana|Joanne=Jo|Gillian=Gill|Philippa=Pip|Harpreet|Marjorie|"
    "Dorothy=Dot|Winifred=Win|Theresa=Terri|Magdalena=Magda|Adaeze|Sunita|Yasmin|Lorraine|Hazel|Beatrix|Imogen=Immy"
)
MEN = phrases(
    "Anthony=Tony|Christopher=Chris|Michael=Mick|Robert=Bob|Stephen=Steve|Gareth=Gaz|Kenneth=Ken|Mohammed|"
    "Ravinder=Ravi|"
    "Olumide=Olu|Tomasz|Dmitri|Ewan|Callum|Desmond=Des|Terence=Terry|Leonard=Len|Raymond=Ray|Frederick=Fred|Imran|"
    "Rajesh=Raj|Kwame|Chinedu|Piotr|Alun|Hywel|Declan|Fergus|Graham|Malcolm|Nigel|Clive|Vincent=Vince|Jonathan=Jon|"
    "Nathaniel=Nat|Tobias=Toby|Zbigniew=Zbig|Andreas|Yusuf|Bartholomew=Bart|Cedric|Roland"
)
SURNAMES = phrases(
    "Hartwell|Ollerenshaw|Braithwaite|Pargeter|Tolhurst|Kaczmarek|Adebayo|Chaudhry|Mukherjee|Thistlethwaite|"
    "Entwistle|"
    "Penrose|Trevithick|Abernethy|Galbraith|Macaulay|Prosser|Gwilliam|Okonkwo|Venkatesan|Szymanski|Papadakis|"
    "Fothergill|"
    "Ramsbottom|Cartledge|Blenkinsop|Heslington|Marchbanks|Sutcliffe|Ackroyd|Dhaliwal|Sandhu|Rahman|Siddiqui|Nwosu|"
    "Mbeki|Lindqvist|Van der Merwe|O'Halloran|McAllister|Fitzgerald|De Souza|Bannister|Whitcombe|Larkham|Pennington|"
    "Cresswell|Haythornthwaite|Duckworth|Greenhalgh|Pilkington|Hargreaves|Ormerod|Kershaw|Tattersall|Walmsley|Rigby|"
    "Baker|Turner|Young|Long|Field|Marsh|Banks|Rose|Cross|Day|Price|Bell|Wood|Hill|Green|Brown|Ward|Park|Cook|Sharp|"
    "Khan|Ali|Patel|Shah|Begum|Hussain|Singh|Kaur|Smith|Jones|Evans|Davies|Hughes|Lewis|Owen|Morris|Campbell|Stewart|"
    "Ashworth-Lee|Grant-Peters|Nunn-Carter|Bolton|Preston|Lincoln|Kendal|Burton|Sutton|Denton|Halifax|Barnsley"
)
TOWNS = phrases(
    "Barnsley|Huddersfield|Kettering|Grimsby|Northampton|Wrexham|Swindon|Falkirk|Paisley|Burnley|Rotherham|"
    "Scunthorpe|"
    "Carlisle|Lowestoft|Torquay|Hereford|Ipswich|Doncaster|Stockport|Gateshead|Warrington|Kidderminster|Yeovil|"
    "Aylesbury|"
    "Keighley|Otley|Whitby|Bridlington|Penzance|Truro|Bodmin|Lampeter|Oban|Elgin|Coleraine|Omagh|Newry|Margate|"
    "Thanet|"
    "Milnrow|Haslingden|Tyldesley|Skelmersdale|Cleckheaton|Penistone|Ormskirk|Thornaby|Spennymoor|Washington|Redcar"
)
BOROUGHS = phrases("Kirklees|Calderdale|Sandwell|Tameside|Wigan|Rochdale|Barnet|Hounslow|Knowsley|Sefton|Medway|Torbay")
COUNTIES = phrases("Norfolk|Suffolk|Dorset|Cumbria|Lancashire|Shropshire|Fife|Powys|Gwynedd|Essex|Kent|Surrey")
STREETS = phrases(
    "Gladstone Road|Wellington Street|Nelson Avenue|Albert Terrace|Victoria Road|Harcourt Lane|Elgar Close"
)
HOUSES = phrases(
    "Rosewood|Hillcrest|Fairhaven|Meadowbank|Thornfield|Larchmount|Beechcroft|Oakdene|Ferncliffe|Ivybridge|"
    "Stonehaven|"
    "Kingsmead|Willowbrook|Ashgrove|Silverdale|Moorlands|Parkfield|Brackenhurst|Elmstead|Highcroft"
)
SAINTS = phrases("St Mary's|St Luke's|St Catherine's|St James's|St Oswald's|St Columba's|St Barnabas")
ROLES = phrases(
    "practice manager|ward manager|chaplain|caretaker|team leader|dentist|pharmacist|receptionist|"
    "health visitor|community matron|social worker|key worker|physio|dietitian|consultant|secretary"
)


PLAIN = frozenset(
    phrases("young|long|field|marsh|banks|rose|cross|day|price|bell|wood|hill|green|brown|ward|park|cook|sharp")
)

# Sentences about a person; {x} is any of the forms, {she} the pronoun
PERSON = phrases(
    "I rang {x} about it on the Monday.|{x} said it would be sorted by the end of the week.|"
    "We had to wait for {x} to sign it.|"
    "It was {x}'s idea in the first place.|So I went to see {x} and explained.|{x} was off sick that month.|"
    "I've got a lot of time for {x}, I really have.|You'd have to ask {x} about that.|And {x} just looked at me.|"
    "I think {x} knew before any of us.|{x} came round on the Thursday with the forms.|That's when {x} got involved.|"
    "I told {x} I wasn't having it.|{x}'s been brilliant, to be fair.|They'd moved {x} to another team by then.|"
    "Well, {x} retired, didn't {she}.|I emailed {x} and copied everybody in.|We were all a bit worried about {x}.|"
    "{x} has a way of explaining things so you understand.|I'm not blaming {x}.|{x} wouldn't let it drop.|"
    "My first meeting with {x} was in a corridor.|According to {x} it was never on the system.|"
    "Without {x} it would have folded.|{x} and I have known each other twenty years.|I said, {x}, this can't go on.|"
    "If {x} hadn't been on shift I don't know what we'd have done.|{x} used to bring cakes in.|"
    "That was down to {x}, mostly.|Nobody told {x} anything.|I spoke to {x} yesterday as it happens.|"
    "{x} chairs it now.|It's {x} who does the rota.|They got {x} in to look at it.|{x}'s notes said the opposite."
)
INTRODUCE = phrases(
    "There's a {role} called {full}.|Our {role} is {full}, and {she}'s very good.|"
    "I work with {full}, {she}'s the {role}.|"
    "The {role} at the time was {titled}, {full}.|It started with {full}, who was {role} then.|"
    "I was put in touch with {full}.|{full} was the {role}, I should say.|My boss is {full}.|"
    "You'll have heard of {full}, the {role}.|Next door there was {full}.|The {role}, {full}, rang me in person.|"
    "And then {full} arrived."
)
BY_PARTS = phrases(
    "There was {titled} – {first} – {she} was the {role}.|{first}, that's {titled}, the {role}, {she} was lovely.|"
    "We saw {titled}. {first}, {she} said, call me {first}.|{first}'s the {role}. {full}, I mean.|"
    "It was {first}, {full}, who picked it up.|{titled}, {first} as we call {pronoun}, is the {role}."
)
SHORT = phrases(
    "everyone calls {pronoun} {nick}.|{full} – {nick} to everybody – had been there years.|{full}, {nick} we say.|"
    "{nick}, {full} on paper, is the one to ask."
)
BODY = phrases(
    "I've worked at {x} for eleven years.|{x} got a bad report last year.|We send people to {x} if they need a scan.|"
    "The manager from {x} came out.|I was on placement at {x}.|{x} has lost half its staff.|They closed a ward at {x}.|"
    ""
    "I'd had a letter from {x} about it.|It's run by {x} now.|He was taken to {x} in the ambulance.|"
    "{x} wouldn't take him back.|We've had three referrals from {x} this week.|I rang {x} and nobody picked up.|"
    "Apparently {x} does it differently.|You know what {x} is like for parking.|Mum ended up in {x}.|"
    "There's a lady at {x} who sorts it.|I left {x} in the spring.|{x}'s website says one thing."
)
PLACE = phrases(
    "I've lived in {x} all my life.|She moved to {x} after the divorce.|It's the other side of {x}.|"
    "You'd have to drive to {x} for that.|There's nothing in {x} any more.|People in {x} won't travel.|"
    "We cover {x} and the villages.|The bus from {x} stopped running.|I'm from {x} originally.|"
    "Half of {x} is on our list.|They come over from {x} on a Saturday.|It's about ten miles from {x}."
)
FILL = phrases(
    "So that was that.|I mean, it took months.|Anyway.|It's hard to explain.|You get used to it.|"
    "And nobody had written anything down.|It was a Tuesday I think.|That's the thing about this job.|"
    "We did what we could.|There was no money for it, basically.|And then the pandemic happened.|"
    "I'd do it again tomorrow.|It felt like a long time.|Yeah. No, it was fine."
)
QUESTIONS = phrases(
    "And how did you find that?|Can you say more about that?|What happened then?|Who else was involved?|"
    "How long ago was this?|Right, okay.|Was that typical?|And what changed, would you say?"
)
