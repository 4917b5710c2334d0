#include "shipped.h"

static const unsigned char topics[] = {
#embed "Config/topics.yaml"
};
static const unsigned char wiredesk[] = {
#embed "Config/wiredesk.yaml"
};

const shipped_file shipped_files[] = {
    {"topics.yaml", topics, sizeof topics},
    {"wiredesk.yaml", wiredesk, sizeof wiredesk},
    {0, 0, 0},
};
