/**
 * The interface for programs, {@code /api/v1}: JSON in, a service asked, JSON or a problem out. One
 * class a subject. What each call takes and answers stands in {@code openapi.yaml}, which is
 * written by hand and served; tests hold every answer against it.
 *
 * <p>It knows no rule of the house and no page, and nothing of how requests arrive.
 */
package io.drinkd.appliance.web.rest;
