#include "shipped.h"

// C23, which clang takes in every mode; without this line it says so at each use.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char topics[] = {
#embed "Config/topics.yaml"
};
static const unsigned char wiredesk[] = {
#embed "Config/wiredesk.yaml"
};

static const shipped_file files[] = {
    {"topics.yaml", topics, sizeof topics},
    {"wiredesk.yaml", wiredesk, sizeof wiredesk},
    {0, 0, 0},
};

const shipped_file *shipped_files(void) { return files; }
