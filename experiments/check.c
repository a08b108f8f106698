/* takt check: what was understood, in plain words, and what it will ask of every station and resource. No run. */
#include <string.h>
#include "answer.h"
#include "explain.h"
#include "output.h"
#include "study.h"

static void explain(const struct study *study, size_t i, struct document *to)
{
	const struct study_scenario *scenario = &study->scenarios[i];
	if (study->count > 1 || strcmp(scenario->name, "base") != 0)
		document_text(to, 0, 0, arena_format(to->arena, "Scenario %s", scenario->name));
	explain_words(scenario->model, &scenario->load, to);
	explain_loads(scenario->model, &scenario->load, to);
	explain_formulas(scenario->model, &scenario->load, to);
	explain_run(scenario->model, to);
}

static const char *verdict(const struct study *study)
{
	size_t warnings = study->problems.count - study->problems.errors;
	if (study->problems.errors > 0)
		return study->problems.errors == 1 ? "This model cannot run as it is: see the error." : "This model cannot run as it is: see the errors.";
	if (warnings > 0)
		return warnings == 1 ? "This model can run; there is one warning to look at." : "This model can run; there are warnings to look at.";
	return "Nothing to complain about.";
}

static void explain_all(const struct study *study, struct document *to)
{
	const struct model *model = study->scenarios[0].model;
	document_text(to, 0, 0, answer_called(model->title, model->file));
	if (model->about && *model->about)
		document_text(to, 0, 0, model->about);
	for (size_t i = 0; i < study->count; i++)
		explain(study, i, to);
	document_gap(to);
	document_text(to, 0, 0, verdict(study));
}

static enum status write_explanation(struct study *study, const char *path)
{
	struct document document;
	struct output output;
	document_init(&document, &study->arena);
	explain_all(study, &document);
	if (output_open(&output, path) != 0)
		return STATUS_WORLD;
	document_print(&document, output.stream);
	return output_close(&output) == 0 ? STATUS_DONE : STATUS_WORLD;
}

/* Where the file could be read but the doctor refuses it (an overload), the explanation shows why. */
enum status check_command(const struct call *call)
{
	struct study study;
	enum status status = study_open(&study, call, call->options->files.list[0], STUDY_BASE, false);
	bool built = study.count > 0;
	for (size_t i = 0; i < study.count; i++)
		built &= study.scenarios[i].model != NULL;
	if (built && write_explanation(&study, call->options->output) != STATUS_DONE)
		status = STATUS_WORLD;
	study_done(&study);
	return status;
}
