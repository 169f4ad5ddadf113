"""`check-config` tries the operator's templates."""

from pathlib import Path


def test_a_template_that_loses_a_duty_is_a_problem_of_the_settings(run, tmp_path: Path):
    """Exit 2, with the duty that is lost, before any article meets it."""
    (tmp_path / "own" / "attribution").mkdir(parents=True)
    (tmp_path / "own" / "attribution" / "link.txt").write_text("{{ title }}")
    file = tmp_path / "syndicator.toml"
    file.write_text('templates = "own"\n[fetch]\ncontact = "desk@riverside.example"\n')

    ran = run("-c", file, "check-config")

    assert 2 == ran.code
    assert "link posts lose a duty, hyperlink_original" in ran.err
