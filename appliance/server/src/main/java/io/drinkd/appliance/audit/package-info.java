/**
 * The record of what admins and operators have done: who, when, what, before and after.
 *
 * <p>It has as well which tokens members have made and ended.
 *
 * <p>It knows nothing of what was done but its name and values: {@link
 * io.drinkd.appliance.audit.Act} and {@link io.drinkd.appliance.audit.Trait} list all that there
 * is, with its English, by which entries are searched and printed; pages have words of their own.
 * An entry is written in the transaction of the change itself, so that neither exists without the
 * other.
 */
package io.drinkd.appliance.audit;
