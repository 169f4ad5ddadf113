"""Two invented stories of the same length, so that one can be rewritten into the other."""

SEEN = (
    "The reed warbler nests late this spring, because the lake stood high until the middle of May. Three wardens count the nests "
    "from a boat, twice a week, and mark each with a number on a stick. Last year they found forty, of which a heron emptied nine. "
    "Whoever walks the north bank is asked to keep the dog on a lead until the young have flown, which will be in July."
)
OTHER = (
    "Our council will sell the old ferry house to a hotel chain, after a vote that nobody had put on the agenda. Two members left "
    "the room, one of whom owns land beside it, and the mayor broke the tie. Residents had collected nine hundred signatures to have a "
    "school there instead; their lawyer now speaks of bribes, which the chain denies, and goes to court with the papers on Monday."
)
