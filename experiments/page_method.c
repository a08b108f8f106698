/* Nothing here hangs on when or where a page was made: the same question gives the same page. */
#include <gsl/gsl_version.h>
#include <string.h>
#include "plots/chart.h"
#include "answer.h"
#include "beside.h"
#include "explain.h"
#include "page_method.h"
#include "report_text.h"

/* "Buy a second booth (booth): stations.paint.machines = 2; money.invest = 120000" */
static void tell_change(struct document *page, const struct result_scenario *scenario)
{
	const char *name = scenario->title && *scenario->title ? arena_format(page->arena, "%s (%s)", scenario->title, scenario->name) :
		scenario->name, *sets = "";
	for (size_t i = 0; i < scenario->set_count; i++)
		sets = arena_format(page->arena, "%s%s%s", sets, i ? "; " : "", scenario->sets[i]);
	document_text(page, 2, 4, arena_format(page->arena, "%s%s%s", name, *sets ? ": " : "", sets));
}

static void tell_model(struct document *page, const struct page_material *material)
{
	const struct study *study = material->study;
	document_heading(page, 2, "model", "The model in words");
	explain_words(study->scenarios[0].model, &study->scenarios[0].load, page);
	if (study->result.count < 2 || material->variants)
		return;
	document_heading(page, 3, "scenarios", "Scenarios");
	for (size_t i = 1; i < study->result.count; i++)
		tell_change(page, &study->result.scenarios[i]);
}

static void tell_method(struct document *page, const struct page_material *material, const struct figure *warmup, bool marked)
{
	const struct result *result = &material->study->result;
	document_heading(page, 2, "method", "How these numbers were made");
	document_text(page, 2, 2, "The model was played through many times with different luck, from its file, which stands below. What is told "
		"here is of the model: compare what it says of today with what you see today before you believe what it says of a change.");
	if (material->compare)
		compare_method(material->compare, marked, page);
	report_method(result, &result->scenarios[0], page);
	if (!material->levers)
		document_text(page, 2, 2, arena_format(page->arena, "What would help most was not asked here: takt report %s --levers tries a standard "
			"change of everything in the model and ranks what it gains for what it costs.", result->file));
	beside_simulated(&result->scenarios[0], page);
	if (warmup)
		document_figure(page, warmup);
}

void page_origin(struct document *page, const struct result *result)
{
	char hash[HASH_ROOM], library[CHART_LIBRARY_ROOM];
	hash_text(hash, result->source, result->source_length);
	chart_library(library);
	document_text(page, 2, 4, arena_format(page->arena, "Made with takt " TAKT_VERSION ", GSL %s, %s.", gsl_version, library));
	document_text(page, 2, 4, arena_format(page->arena, "Model %s, SHA-256 %s.", result->file, hash));
	for (size_t i = 0; i < result->data_count; i++)
		document_text(page, 2, 4, arena_format(page->arena, "Data %s, SHA-256 %s.", result->data[i].file, result->data[i].hash));
	document_heading(page, 2, "file", arena_format(page->arena, "The model's file: %s", result->file));
	document_code(page, result->source, result->source_length);
}

void page_method(struct document *page, const struct page_material *material, const struct figure *warmup, bool marked)
{
	tell_model(page, material);
	tell_method(page, material, warmup, marked);
	page_origin(page, &material->study->result);
}
