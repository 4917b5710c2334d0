#include "shipped.h"

// C23, which clang takes in every mode; without this line it says so at each use.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char coastwire_wire[] = {
#embed "Config/samples/agencies/coastwire/wire.xml"
};
static const unsigned char brieflook_looks[] = {
#embed "Config/samples/brieflook/looks.xml"
};
static const unsigned char daily_ledger_frontpage[] = {
#embed "Config/samples/daily-ledger/frontpage.xml"
};
static const unsigned char nordport_courier_saturday_2300[] = {
#embed "Config/samples/nordport-courier/saturday-2300.xml"
};
static const unsigned char nordport_courier_sunday_0700[] = {
#embed "Config/samples/nordport-courier/sunday-0700.xml"
};
static const unsigned char orla_valley_times_front[] = {
#embed "Config/samples/orla-valley-times/front.xml"
};
static const unsigned char shipping_gazette_gazette[] = {
#embed "Config/samples/shipping-gazette/gazette.xml"
};
static const unsigned char skarn_observer_island[] = {
#embed "Config/samples/skarn-observer/island.xml"
};
static const unsigned char tarn_radio_live[] = {
#embed "Config/samples/tarn-radio/live.xml"
};
static const unsigned char tarn_radio_news[] = {
#embed "Config/samples/tarn-radio/news.xml"
};
static const unsigned char gazetteer[] = {
#embed "Config/gazetteer"
};
static const unsigned char atom_template[] = {
#embed "Config/templates/atom.mustache"
};
static const unsigned char edition_template[] = {
#embed "Config/templates/edition.mustache"
};
static const unsigned char front_template[] = {
#embed "Config/templates/front.mustache"
};
static const unsigned char page_template[] = {
#embed "Config/templates/page.mustache"
};
static const unsigned char story_template[] = {
#embed "Config/templates/story.mustache"
};
static const unsigned char style[] = {
#embed "Config/templates/style.css"
};
static const unsigned char topics[] = {
#embed "Config/topics.yaml"
};
static const unsigned char wiredesk[] = {
#embed "Config/wiredesk.yaml"
};

// By path. ShippedTests compares it with the folder.
static const shipped_file files[] = {
    {"gazetteer", gazetteer, sizeof gazetteer},
    {"samples/agencies/coastwire/wire.xml", coastwire_wire, sizeof coastwire_wire},
    {"samples/brieflook/looks.xml", brieflook_looks, sizeof brieflook_looks},
    {"samples/daily-ledger/frontpage.xml", daily_ledger_frontpage, sizeof daily_ledger_frontpage},
    {"samples/nordport-courier/saturday-2300.xml", nordport_courier_saturday_2300, sizeof nordport_courier_saturday_2300},
    {"samples/nordport-courier/sunday-0700.xml", nordport_courier_sunday_0700, sizeof nordport_courier_sunday_0700},
    {"samples/orla-valley-times/front.xml", orla_valley_times_front, sizeof orla_valley_times_front},
    {"samples/shipping-gazette/gazette.xml", shipping_gazette_gazette, sizeof shipping_gazette_gazette},
    {"samples/skarn-observer/island.xml", skarn_observer_island, sizeof skarn_observer_island},
    {"samples/tarn-radio/live.xml", tarn_radio_live, sizeof tarn_radio_live},
    {"samples/tarn-radio/news.xml", tarn_radio_news, sizeof tarn_radio_news},
    {"templates/atom.mustache", atom_template, sizeof atom_template},
    {"templates/edition.mustache", edition_template, sizeof edition_template},
    {"templates/front.mustache", front_template, sizeof front_template},
    {"templates/page.mustache", page_template, sizeof page_template},
    {"templates/story.mustache", story_template, sizeof story_template},
    {"templates/style.css", style, sizeof style},
    {"topics.yaml", topics, sizeof topics},
    {"wiredesk.yaml", wiredesk, sizeof wiredesk},
    {0, 0, 0},
};

const shipped_file *shipped_files(void) { return files; }
