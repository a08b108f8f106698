/* What the parts of the engine do for each other while a replication runs: for each file, what it offers. */
#ifndef TAKT_MODELS_PARTS_H
#define TAKT_MODELS_PARTS_H

#include "world.h"

/* outline.c: fills w->outlines and addresses w->words. */
void outline_tasks(struct world *w);

/* queue.c: the waiting items of a place, in the station's order. */
void queue_push(struct world *w, uint32_t station, uint32_t item);      /* item->since and key are set */
uint32_t queue_first(struct world *w, uint32_t station);               /* who would be next; NONE */
void queue_move(struct world *w, uint32_t station, uint32_t item);      /* its key has changed */
void queue_order_anew(struct world *w, uint32_t station);               /* those of many have */
void queue_remove(struct world *w, uint32_t station, uint32_t item);
void list_append(struct world *w, uint32_t *head, uint32_t *tail, uint32_t item);   /* by time since, then ordinal */
void list_remove(struct world *w, uint32_t *head, uint32_t *tail, uint32_t item);
void list_replace(struct world *w, uint32_t *head, uint32_t *tail, uint32_t item, uint32_t by);   /* in the same place */

/* allocate.c: who gets what. */
double allocate_key(struct world *w, uint32_t item);                    /* in the order of the station that it is at */
void allocate_join(struct world *w, uint32_t item, uint32_t station);
void allocate_release(struct world *w, uint32_t item);                  /* the machine that a finished item still holds */
void allocate_leave_queue(struct world *w, uint32_t item);              /* to be served, or unserved */
void allocate_withdraw(struct world *w, uint32_t item);                 /* out of line, front or service, before it is gone */
void allocate_dispatch(struct world *w);
void allocate_close(struct world *w, uint32_t station);                 /* it wishes for nothing any more */
bool allocate_is_settled(struct world *w, uint32_t station);            /* in debug builds; between instants */

/* crew.c: units of resources, for an item that they serve or that keeps them. */
void crew_take(struct world *w, uint32_t resource, uint32_t number, uint32_t item, enum unit_use use);
void crew_give(struct world *w, uint32_t resource, uint32_t number, uint32_t item, enum unit_use use);
void crew_pass_on(struct world *w, uint32_t resource, uint32_t from, uint32_t to);   /* what one item keeps to another */
/* Units that serve another item now. */
void crew_recount(struct world *w, uint32_t resource, uint32_t number, uint32_t from, uint32_t to);
void crew_settle(struct world *w, uint32_t resource);                   /* after busy, down or on_shift changed */
double crew_scheduled(const struct world *w, uint32_t resource);        /* unit time on shift in the window */
void crew_call(struct world *w, uint32_t station);                      /* somebody waits or is in hand there, for all that it needs */
uint32_t crew_caller(struct world *w, uint32_t resource, uint32_t *i, bool often);   /* the next such station from *i on; NONE */
bool crew_hears(const struct world *w, uint32_t station);               /* in debug builds; between instants: it calls where it should */

/* service.c: what is done at a station. */
void service_begin(struct world *w, uint32_t station, uint32_t item);   /* machine and needs are there, it is in no queue */
void service_set_up(struct world *w, uint32_t item);                    /* the set-up is over */
void service_end(struct world *w, uint32_t item);                       /* needs go free, the machine is held */
void service_schedule(struct world *w, uint32_t item, double time);     /* the end of what is done now, so far ahead */
void service_cancel(struct world *w, uint32_t item);
bool service_is_over(const struct world *w, uint32_t item);             /* work in hand that is done at this instant */
double service_speed(const struct world *w, const struct item *item);   /* of whoever serves it: work per clock unit */
void service_rename(struct world *w, uint32_t from, uint32_t to);
void service_complain(struct world *w, const struct item *item, const char *what, double time);
uint32_t service_server_count(const struct world *w, uint32_t item);    /* what serves it at its station: so many, and which */
struct amount service_server(const struct world *w, uint32_t item, uint32_t i);   /* number 0: another one of several does */
uint32_t service_needs(const struct world *w, uint32_t item, uint32_t resource);   /* units of one that serve it */
void service_seize(struct world *w, uint32_t item, uint32_t chosen);
void service_release(struct world *w, uint32_t item);

/* machine.c: machines that are told apart, and held after the work. */
bool machine_seize(struct world *w, uint32_t item, uint32_t like);      /* `like`: whose facts count. True: it needs a set-up */
void machine_hold(struct world *w, uint32_t item);                      /* the work is done */
void machine_release(struct world *w, uint32_t item);                   /* it leaves the machine that it held */
void machine_block(struct world *w, uint32_t item);                     /* it cannot go on from the machine that it holds */
void machine_unblock(struct world *w, uint32_t item);
double machine_scheduled(const struct world *w, uint32_t station);      /* machine time on shift in the window */

/* batch.c: items that are served together. */
bool batch_is_ready(const struct world *w, uint32_t station);           /* enough wait, or one has waited long enough */
void batch_arm(struct world *w, uint32_t station);
uint32_t batch_form(struct world *w, uint32_t station, uint32_t leader);   /* returns the oldest of it */
uint32_t batch_followers(const struct world *w, uint32_t item);         /* of whom it leads: the first, then by `next`; NONE */
void batch_follow(struct world *w, uint32_t leader);
void batch_end(struct world *w, uint32_t leader);
bool batch_withdraw(struct world *w, uint32_t item);                    /* true: the rest of its batch goes on without it */

/* stop.c: work in hand that is stopped. */
void stop_work(struct world *w, uint32_t item, enum cause why);
void stop_alone(struct world *w, uint32_t item);                        /* nobody stays with it any more */
void stop_resume(struct world *w);                                      /* whatever can goes on */
void stop_withdraw(struct world *w, uint32_t item);                     /* it is given up: its machine is held, no more */
bool stop_is_settled(const struct world *w);                            /* in debug builds; between instants: none could go on */

/* fail.c: failures and repairs. */
void fail_begin(struct world *w);
void fail_happen(struct world *w, uint32_t unit);
void fail_repaired(struct world *w, uint32_t unit);
void fail_run(struct world *w, struct unit *unit);                      /* it is at work */
void fail_rest(struct world *w, struct unit *unit);

/* shift.c: who is there when. */
void shift_begin(struct world *w);
void shift_change(struct world *w, uint32_t whom);                      /* a resource, or resource_count + a station */

/* preempt.c: false where nobody in hand is less urgent than the candidate; else room has been made for it. */
bool preempt_for(struct world *w, uint32_t station, uint32_t candidate);

/* ledger.c: where the time goes. */
uint32_t ledger_room(const struct model *model);                        /* doubles in an item's tail, from cause_at on */
void ledger_begin(struct world *w);
void ledger_copy(struct world *w, uint32_t from, uint32_t to);          /* all that an item's ledger says to another one's */
bool ledger_asks(const struct world *w, uint32_t item);                 /* its waits before work are waits for a decision */
void ledger_go_on(struct world *w, uint32_t item);                      /* its work was stopped until now */
void ledger_join(struct world *w, uint32_t station, uint32_t item);     /* before it is in the queue; where there are reasons */
void ledger_part(struct world *w, uint32_t station, uint32_t item);     /* before it is out of it */
void ledger_look_again(struct world *w, uint32_t station);              /* its queue may wait for something else from now on */
void ledger_units_changed(struct world *w, uint32_t resource, bool rarely);   /* rarely: by a shift or a failure */
void ledger_wish_changed(struct world *w, const struct station *station);     /* of a strict queue */
void ledger_settle(struct world *w);                                    /* before the clock moves on */
void ledger_count(struct world *w, struct flow *flow, uint32_t item);   /* a completed one's */
void ledger_start_window(struct world *w);
void ledger_end_window(struct world *w);
double ledger_of_item(const struct world *w, uint32_t item, uint32_t cause);             /* so far; not of work itself */
double ledger_of_flow(const struct world *w, const struct flow *flow, uint32_t cause);   /* time of completed items */
double ledger_of_queue(const struct world *w, uint32_t station, uint32_t cause);         /* item-time in the window */
double ledger_of_resource(const struct world *w, uint32_t resource);                     /* the same, waiting for it */
bool ledger_adds_up(const struct world *w, uint32_t item);              /* in debug builds, as the next */
bool ledger_is_settled(const struct world *w, uint32_t station);

/* money.c: what items cost, where there are accounts. `money_turn` follows whenever an item's service begins, stops or changes. */
void money_price(struct world *w, uint32_t resource);                   /* after busy or on_shift changed */
void money_enter(struct world *w, uint32_t item);
void money_seize(struct world *w, uint32_t item);                       /* a machine and all that serves there: each is a use */
void money_turn(struct world *w, uint32_t item);
void money_end(struct world *w, uint32_t item);                         /* it is charged for nothing more */
void money_block(struct world *w, uint32_t item);                       /* before the machine that it holds is told */
void money_take(struct world *w, uint32_t item, struct hold *hold);     /* it keeps that from now on */
void money_give(struct world *w, uint32_t item, const struct hold *hold, uint32_t number);
void money_step(struct world *w, uint32_t item, const struct task *task);   /* it is done */
void money_of_work(struct world *w, uint32_t item, const struct task *task, double share);   /* so much of its work is done */
void money_risk(struct world *w, uint32_t item, const struct risk *risk);
void money_due(struct world *w, uint32_t token, const struct project_task *task);   /* it has ended, before or after it was due */
void money_leave(struct world *w, uint32_t item, bool completed);
bool money_in_budget(struct world *w, uint32_t item);   /* after it has paid for leaving; its kind has a budget */
void money_start_window(struct world *w);
void money_end_window(struct world *w);

/* money_sum.c: what it comes to in the window. */
struct money_of {
	double busy, idle, overtime, fixed;
};
struct money_total {
	double cost, overhead, value, completed;
};
bool money_has_part(const struct model *model, const struct kind *kind, enum cost_part part);
double money_of_kind(const struct flow *flow);
struct money_of money_of_resource(const struct world *w, uint32_t resource);
struct money_of money_of_station(const struct world *w, uint32_t station);   /* busy: also while a machine is held */
double money_sum(struct money_of of);
struct money_total money_total(const struct world *w);

/* hold.c: what is taken and given back. */
void hold_needs(struct world *w, const struct station *station, uint32_t item);   /* what a `take` seized stays with the item */
void hold_give(struct world *w, uint32_t item, uint32_t resource, uint32_t number);
void hold_give_all(struct world *w, uint32_t item);
bool hold_has(const struct world *w, uint32_t item, const struct amounts *amounts);   /* it, or whom it stands for, keeps all of that */

/* flow.c: what becomes of an item. */
enum leaving { LEAVE_COMPLETED, LEAVE_SCRAPPED, LEAVE_TURNED_AWAY, LEAVE_PATIENCE };
void flow_enter(struct world *w, uint32_t item);                        /* a new item begins its process */
void flow_work_over(struct world *w, uint32_t item);                    /* the work or wait of its task has ended */
void flow_taken(struct world *w, uint32_t item);                        /* what its task takes has been granted */
void flow_count_work(struct world *w, uint32_t item);                   /* done since it began or went on; a batch's leader: on all */
void flow_count_own_work(struct world *w, uint32_t item);               /* on it alone */
void flow_list(struct world *w, uint32_t item);                         /* goes on within this instant, after those listed before */
void flow_list_next(struct world *w, uint32_t item);                    /* before those listed earlier */
void flow_unlist(struct world *w, uint32_t item);
void flow_ready(struct world *w);                                       /* walks whoever is ready */
void flow_set_facts(struct world *w, uint32_t item, const struct settings *settings, uint32_t pass);
double flow_share(const struct world *w, uint32_t item);                /* of a task's work that is to be done on the way back */
double flow_work(struct world *w, uint32_t item, bool drawn);           /* clock units of work of its task; drawn: or expected */

/* leave.c: items that leave the system. */
void flow_leave(struct world *w, uint32_t item, enum leaving how);
void flow_leave_in_hand(struct world *w, struct item *record, uint32_t item, enum leaving how);   /* who is in hand, and no branch */
void flow_wake(struct world *w, uint32_t item);                         /* a case that had closed is opened again */

/* decide.c: decisions, where there is w->request_at. */
void decide_begin(struct world *w);
void decide_ask(struct world *w, uint32_t item);                        /* it has come to a decision, and asks unless it has asked */
bool decide_gathers(struct world *w, uint32_t item);                    /* true: it waits for the next meeting */
uint32_t decide_where(const struct world *w, uint32_t item);            /* the station where it is decided; NONE: no work is done */
void decide_meet(struct world *w, uint32_t decision);
void decide_overdue(struct world *w, uint32_t item);                    /* it has waited too long: somebody else, or without */
void decide_settle(struct world *w, uint32_t item);                     /* the answer is there */
void decide_forget(struct world *w, uint32_t item);                     /* it will never have one */
void decide_start_window(struct world *w);

/* hand.c: handoffs between teams, where there is w->trail_at. */
bool hand_over(struct world *w, uint32_t item, uint32_t station);       /* it comes to a station (NONE: none). True: it is not there yet */
void hand_begin(struct world *w, uint32_t item);                        /* whoever serves it is known */
bool hand_redone(struct world *w, uint32_t item);                       /* work is over. True: done again, and it sets out once more */
void hand_stop(struct world *w, uint32_t item);                         /* whatever of this is going on: it stands at its task again */
void hand_draw_again(struct world *w, uint32_t item);                   /* addresses w->stream for the work that is done again */
void hand_copy(struct world *w, uint32_t from, uint32_t to);
void hand_start_window(struct world *w);

/* review.c: the priority of those who wait, read anew. */
void review_call(struct world *w, uint32_t kind);                       /* somebody waits: there will be a review */
void review_kind(struct world *w, uint32_t kind);                       /* all of a kind that wait */
void review_item(struct world *w, uint32_t item);                       /* it, its branches and the tasks of its agenda */

/* branch.c: branches in parallel. */
void branch_fork(struct world *w, uint32_t item, const struct task *task);
void branch_end(struct world *w, uint32_t token);                       /* it has come to the end of its branch */
void branch_cancel(struct world *w, uint32_t item);                     /* all branches of an item that waits for its join */
void branch_cancel_one(struct world *w, uint32_t token);                /* takes a branch out of wherever it is */
uint32_t branch_orphan(const struct world *w, uint32_t item);
void branch_drop(struct world *w, uint32_t item);                       /* gives back the records of those who are gone */
void branch_put_back(struct world *w, uint32_t item);                   /* the record of one that is gone and that nobody names */

uint32_t branch_token(struct world *w, uint32_t item, uint32_t task);   /* stands for it there; NONE: memory is exhausted */
void branch_pass_on(struct world *w, uint32_t from, uint32_t to);       /* what one keeps to the other */

/* agenda.c: tasks in no fixed order, each of which has a token of its own while it is due, at work, or waits for its end. */
void agenda_begin(struct world *w, uint32_t root);
uint32_t agenda_token(struct world *w, uint32_t root, uint32_t position, uint32_t from);   /* with the ledger of `from` */
void agenda_take_up(struct world *w, uint32_t token);                   /* it stands for its task's next pass */
void agenda_wait(struct world *w, uint32_t token, double until);        /* INFINITY: until it is looked at again */
void agenda_due(struct world *w, uint32_t token);
void agenda_withdraw(struct world *w, uint32_t token);                  /* it may not begin after all */
void agenda_put_down(struct world *w, uint32_t token);                  /* nor go on, now; what it cannot leave in the middle goes on */
void agenda_drop(struct world *w, uint32_t token);
/* So much of a task's work is to be done again; where that makes more than all of it, `most`. True: it had ended. */
bool agenda_return(struct world *w, uint32_t root, uint32_t position, double share, double most);
void agenda_charge_wait(struct world *w, uint32_t token, uint32_t cause);   /* the time that it has waited so far */
void agenda_call_off(struct world *w, uint32_t *place);                 /* takes the token there, if any, out of wherever it is */
void agenda_finish(struct world *w, uint32_t root);                     /* nothing is left to do */
void agenda_queue_again(struct world *w, uint32_t token);               /* it may have another place there: its work is another one */
bool agenda_began(const struct world *w, uint32_t token);               /* its task, in this pass or another */
double agenda_work(struct world *w, uint32_t token, double work, bool drawn);   /* of its pass; drawn: and that is remembered */
void agenda_look_again(struct world *w, uint32_t token);                /* what it waits for before its end may have changed */
void agenda_start(struct world *w, uint32_t token);                     /* its work begins */
void agenda_skip(struct world *w, uint32_t token);
bool agenda_count_pass(struct world *w, uint32_t token);                /* false: there have been so many that there is no end */
void agenda_end(struct world *w, uint32_t token);                       /* the work of its last pass is over */
void agenda_time_over(struct world *w, uint32_t token);                 /* it has waited long enough */
void agenda_cancel(struct world *w, uint32_t root);
void agenda_free(struct world *w, uint32_t root);
bool agenda_repeats(const struct world *w, uint32_t token);             /* this is not the first pass of its task */
bool agenda_is_sound(const struct world *w, uint32_t root);             /* in debug builds; between instants */

/* project.c: what makes a task of a project due: the ends and begins of others, lags and dates. It is practice_project (agenda.h). */
void project_try(struct world *w, uint32_t root, uint32_t position, uint32_t from);   /* brings a task on where it may begin */
double project_release(struct world *w, uint32_t root, uint32_t position);   /* before which time a task does not begin */
void project_return(struct world *w, uint32_t root, uint32_t position, double share);   /* so much of a task is to be done again */
struct tie *project_ties(const struct world *w, uint32_t root);         /* of its agenda, one for each link */
void project_bring_on(struct world *w, uint32_t root, uint32_t position, uint32_t from);   /* where nothing is lacking */

/* project_band.c: who is in the band, after one of a banded plan has ended or is due. */
void band_settle(struct world *w, uint32_t root, uint32_t from);

/* planning.c: plans of stages and how they grow old, where project->planned. */
size_t planning_room(const struct project *project);                    /* bytes in an agenda's tail */
void planning_begin(struct world *w, uint32_t root);
void planning_take_up(struct world *w, uint32_t token);                 /* a pass comes up */
void planning_pass_over(struct world *w, uint32_t token);
bool planning_renews(struct world *w, uint32_t token);                  /* about to be due. True: its plan comes first, and it is gone */
void planning_started(struct world *w, uint32_t token);
void planning_count(struct world *w, struct flow *flow, uint32_t root);
/* case.c: what makes a task of a case due: conditions on its facts and its tasks. It is practice_case (agenda.h). */
void case_fact_changed(struct world *w, uint32_t root, uint32_t fact);
void case_facts_set(struct world *w, uint32_t token);                   /* who goes on, or not: what hangs on its facts is followed soon */
void case_look_again(struct world *w, uint32_t root);                   /* that is now */
bool case_holds(struct world *w, uint32_t root, const struct expr *condition, bool absent);   /* absent: what one that is not there says */
bool case_is_possible(const struct world *w, uint32_t root, const struct case_member *member);   /* its stage is open */
double case_sleeps(struct world *w, uint32_t root);                     /* it closes: so long until it is opened again; NAN: never */
void case_reopen(struct world *w, uint32_t root);                       /* it has entered again */
double case_asked(const struct world *w, uint32_t root, enum expr_state what, uint32_t index);   /* DONE, ENDED, ACTIVE or COUNT */

/* case_stuck.c, case_sum.c */
void case_tell_facts(const struct world *w, uint32_t root, uint32_t member, char *text, size_t room);   /* that its conditions name, and
                                                                           their values: ": a = 1, b = 0" is added to the text */
void case_look_for_way(struct world *w, uint32_t root);                 /* stops the run where it can never go on */
void case_count(struct world *w, struct flow *flow, uint32_t root);     /* it closes */
void case_start_window(struct flow *flow);
void case_tell(const struct world *w, struct engine_cases *cases);      /* its sums */

/* scope.c: risks that happen on the way, where project->changes. */
size_t scope_room(const struct project *project);                       /* bytes in an agenda's tail */
void scope_begin(struct world *w, uint32_t root);
void scope_cancel(struct world *w, uint32_t root);
void scope_happen(struct world *w, uint32_t token);                     /* a clock has run out */
void scope_ended(struct world *w, uint32_t token);                      /* its task has */
double scope_grown(const struct world *w, uint32_t root, uint32_t position);

/* forecast.c: what its manager says of a project's end, where project->forecast_count is not 0. */
size_t forecast_room(const struct project *project);                    /* bytes in an agenda's tail */
struct forecaster *forecast_make(struct arena *arena, const struct kind *kind);
void forecast_begin(struct world *w, uint32_t root);
void forecast_end(struct world *w, uint32_t root, uint32_t occasion);   /* the first time that it is asked for, and anything is left */
void forecast_count(struct world *w, struct flow *flow, uint32_t root);
void forecast_start_window(struct flow *flow);

/* project_sum.c: what projects that have ended tell of their tasks. */
void project_count(struct world *w, struct flow *flow, uint32_t root);
void project_start_window(struct flow *flow);

/* outcome.c: what became of each project. */
int outcome_begin(struct world *w);                                     /* -1: memory is exhausted */
void outcome_start_window(struct world *w);
void outcome_add(struct world *w, uint32_t root);                       /* it ends now, and has paid for all */

/* source.c: arrivals. */
void source_begin(struct world *w);
void source_arrive(struct world *w, uint32_t kind);
void source_replace(struct world *w, uint32_t kind);                    /* closed: one enters as one leaves */
bool source_return(struct world *w, uint32_t item);                     /* one that had left enters again. False: it may not */
uint32_t source_item(struct world *w, uint32_t kind, uint64_t luck, uint32_t starter, const double *columns);

/* trace.c: tells what becomes of items, where there is w->trace_at. No place is plain and no task TASK_LAST then, and no flow poisson. */
size_t trace_room(const struct model *model);                           /* bytes in an item's tail */
void trace_copy(struct world *w, uint32_t from, uint32_t to);           /* with the ledger */
void trace_enter(struct world *w, uint32_t item, uint32_t starter);   /* starter: the item whose step started it; NONE */
void trace_join(struct world *w, uint32_t item);                        /* it comes to a station */
void trace_spell(struct world *w, uint32_t item, enum trace_outcome how);          /* a batch's leader: of all; after the ledger has it */
void trace_spell_of_one(struct world *w, uint32_t item, enum trace_outcome how);
void trace_cost(struct world *w, uint32_t item, double amount);         /* it, or the item of the branch, has cost so much more */
void trace_leave(struct world *w, uint32_t item, enum leaving how);

/* activity.c: tells who is active, where there is w->active. */
void activity_look(struct world *w);                                    /* before the clock moves on */

/* lock.c: how many items can never move again, though others may; marks the stations where[] they stand at and hold machines of. */
uint64_t lock_find(const struct world *w, bool *where);

/* deadlock.c: stops the run with an explanation. */
void deadlock_explain(struct world *w);                                 /* nothing is to come, and items wait */
void deadlock_look(struct world *w);                                    /* between two instants: whether a part of it is locked */
bool deadlock_may_end(const struct world *w);                           /* some only wait for more of their like, until the run ends */

/* laws.c: in debug builds. */
void laws_of_the_run(const struct world *w);
void laws_of_the_instant(struct world *w, uint64_t events);

/* series.c: the course of the run, where there is w->series. */
int series_begin(struct world *w);                                      /* 0, or -1 when memory is exhausted */
void series_advance(struct world *w, double until);                     /* before the clock moves on */
void series_pause(struct world *w);                                     /* areas and counters are about to start afresh, and */
void series_go_on(struct world *w);                                     /* have done so */
void series_end(struct world *w);                                       /* after the row: takes the times in the system away */

/* row.c: what a replication reports. */
void row_fill(struct world *w, double *row);

#endif
