#!/usr/bin/env python3
"""Writes the `cities` lines of Config/gazetteer anew.

    make-gazetteer.py CITIES.tsv

CITIES.tsv: from GeoNames, cities of 100,000 people and more: id, name, country code, population, tab by tab. Lines of other kinds in
the gazetteer stay as they are. A city that is named there already (a capital), that is a district within another city's name, or whose
name would break a line is left out. `?` goes before names that are also common words or names of people: those in COMMON below.
"""
import collections, os, re, sys, unicodedata

COMMON = set("""
Nice Reading Bath Mobile Split Orange Enterprise Independence Aurora Van Man Male Batman Hull Cork Derby Crawley Sale Poole Surprise
Gary Irving Eugene Norman Tyler Victoria March Ica Essen Halle Hamm Hagen Siegen Trier Celle Florence Austin Houston Lincoln Jackson
Madison Charlotte Orlando Dallas Savannah Bristol Chester Lancaster York Hamilton Nelson Hastings Santiago Cordoba Córdoba Valencia Leon León
Milan Jose Sydney Chandler Carlsbad Richmond Salem Denton Clinton Warren Murray Lowell Everett Davie Sterling Vance Allen Davis Clarke
Gilbert Glendale Hayward Henderson Hollywood Lafayette Lewis Macon Marina Mesa Miramar Newton Pearl Plano Paterson Pueblo Quincy Rochester
Roswell Sandy Springfield Stamford Stockton Temple Troy Tucson Vista Worcester Aberdeen Bradford Burton Carlisle Chelmsford Preston
Dudley Lincoln Luton Newport Norwich Oxford Cambridge Sutton Swindon Watford Wigan Windsor Winchester Wakefield Washington Kingston
Georgetown London Perth Hobart Darwin Albury Bathurst Newcastle Wellington Christchurch Dunedin Santa Clara Santa Maria Santa Ana
San Jose San Juan Santos Natal Salvador Vitoria Vitória Recife Belem Belém Macapá Sobral Barra Franca Olinda Serra Viana Contagem
Concepcion Concepción Los Angeles Trinidad Merida Mérida Guadalupe Carmen Celaya Durango Victoria Reynosa Colon Colón Esperanza
Roma Rome Regina Moers Neuss Worms Wesel Marl Witten Herne Fürth Jena Gera Kiel Ulm Pau Brest Nancy Angers Tours Lens Caen Metz Sens
Toulon Grenoble Bari Como Monza Prato Pisa Parma Novara Terni Cali Armenia Pasto Bello Sucre Tarija Potosi Lugo Vigo Jerez Gijon Murcia
Palma Elche Cadiz Most Zlin Ostrava Lublin Opole Nis Niš Split Varna Ruse Sofia Sliven Gomel Sumy Rivne Lima Callao Tacna Piura Ate
Of Ordu Usak Mus Kars Siirt Adana Izmir Bursa Hama Homs Idlib Irbid Arar Abha Sur Ibb Taiz Aden Sana Kut Bam Qom Rasht Sari Babol Khoy
Agra Salem Gaya Nadiad Puri Surat Pali Mau Ara Una Sikar Alwar Kota Patna Thane Delhi Mandi Bally Bankura Bhuj Dewas Dhar Indore Jhansi
Male Galle Colombo Jaffna Kandy Hue Vinh Thai Bago Pegu Ube Oita Tsu Ota Ageo Nara Kobe Kyoto Toyota Honda Suzuka Mito Naha Oyama Ise Chiba
Hadano Iga Kure Kariya Anjo Zama Yao Soka Seto Fuji Yamato Matsuda Asahikawa Toda Date Same Mwanza Arusha Moshi Tanga Mbeya Beira Chimoio Tete
Wa Ho Tema Kita Segou Ede Ife Ila Ikot Sapele Okene Aba Jos Kano Ado Owo Offa Iwo Oyo Warri Ugep Buea Lamu Embu Thika Nakuru Mau Meru
Kingswood Ewell Hove Eastbourne Southend Blackpool Crewe Royal Harlow Slough Bury Bolton Barnsley Stanley Nelson Melton Dover Livingston
Sunrise Deltona Cary Jersey Rialto Orem Provo Ogden Burbank Compton Corona Costa Downey Ventura Visalia Vallejo Fremont Fairfield Lakewood
Westminster Centennial Arvada Thornton Pearland Beaumont Abilene Odessa Midland Killeen Laredo Waco Garland Mesquite McKinney Frisco Lewisville
Kent Bellevue Renton Spokane Tacoma Vancouver Kelowna Abbotsford Barrie Guelph Kitchener Oshawa Burlington Markham Vaughan Brampton Laval Saint Surrey
Columbia Columbus Concord Buffalo Bend Carrollton Cleveland Clearwater Elgin Evansville Fontana Garden Grove Hampton Hartford Huntsville
Inglewood Jacksonville Joliet Kansas Knoxville Lansing Manchester Memphis Modesto Monterey Naperville Nashville Norwalk Olathe Ontario Palmdale
Pasadena Peoria Phoenix Portland Providence Raleigh Rockford Salinas Scottsdale Shreveport Torrance Waterbury Wilmington Victorville
Blackburn Bremen Darmstadt Mannheim Regensburg Bergen Lund Paradise Meridian Clovis Antioch Athens Alexandria Carthage Syracuse Ithaca Cairo
Naples Toledo Granada Durham Lagos Bamba Bani Dali Ba Bo Man Daloa Bole Ji Jun Long Heng Ming Tongren Anda Fuxin Hami Xian Yantai Suzhou
""".split())


def slug(name):
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def main():
    place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Config/gazetteer")
    kept = [l for l in open(place, encoding="utf-8").read().split("\n") if not l.startswith("cities ")]
    named = set()
    for line in kept:
        if line.startswith(("country ", "region ")):
            code, *parts = line.split(" ", 1)[1].split("|")
            named |= {(code, slug(n.strip().lstrip("?="))) for part in parts for n in part.split(";")}
    countries = {line.split()[1].split("|")[0] for line in kept if line.startswith("country ")}
    cities = collections.defaultdict(dict)
    for row in open(sys.argv[1], encoding="utf-8"):
        _, name, code, population = row.rstrip("\n").split("\t")[:4]
        code = code.lower()
        name = {"New York City": "New York City"}.get(name, name)
        if code not in countries or re.search(r"[|,;?=*#\d()/]", name) or len(name) < 3 or (code, slug(name)) in named:
            continue
        cities[code].setdefault(slug(name), (name, max(int(population) // 1000, 100)))
    while kept and not kept[-1]:
        kept.pop()
    lines = []
    for code in sorted(cities):
        own = sorted(cities[code].values(), key=lambda c: (-c[1], c[0]))
        lines.append(f"cities {code}|" + ", ".join(("?" if n in COMMON or n.split()[0] in COMMON and len(n.split()) == 1 else "") + f"{n} {p}" for n, p in own))
    open(place, "w", encoding="utf-8").write("\n".join(kept) + "\n\n" + "\n".join(lines) + "\n")


main()
