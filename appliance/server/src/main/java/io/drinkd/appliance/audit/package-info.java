/**
 * The record of what admins and operators have done: who, when, what, before and after.
 *
 * <p>It knows nothing of what was done except the text that it is given. An entry is written in the
 * transaction of the change itself, so that neither exists without the other.
 */
package io.drinkd.appliance.audit;
