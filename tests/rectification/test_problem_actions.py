"""Each step of a problem: who may, what it leaves, and what is refused."""


from tests.rectification.build import in_state


def test_states(city):
    for state in ("open", "answered", "closed", "withdrawn"):
        assert in_state(city, state).state == state
