#pragma once
// Debian builds libxml2 with ICU, whose C headers clash with the ones Foundation brings: take them out before they come in.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

// xmlFree is a macro over a thread-local function pointer, which Swift cannot see.
static inline void wiredesk_xml_free(void *pointer) { xmlFree(pointer); }
