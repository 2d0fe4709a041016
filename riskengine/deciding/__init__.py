"""From truths to a Decision: verdict, editions, time limits, findings."""
