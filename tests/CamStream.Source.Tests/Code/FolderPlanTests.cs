namespace CamStream.Source.Code;

public sealed class FolderPlanTests
{
    [Fact]
    public void Folders_of_a_project_depend_on_each_other_in_one_direction()
    {
        var projects = SourceFile
            .All.Where(file => file.Is(".cs") && !file.Path.StartsWith("tests/", StringComparison.Ordinal))
            .GroupBy(file => file.Path.Split('/')[0]);
        var circles = projects.SelectMany(project =>
            new FolderPlan(
                project.Key,
                project.Select(file => (file.Path, (IReadOnlyList<string>)file.Lines))
            ).Circles()
        );
        circles.ShouldBeEmpty();
    }

    [Fact]
    public void A_cycle_over_several_folders_is_found()
    {
        var plan = Plan(("Hls", "Pipeline"), ("Pipeline", "Feeds"), ("Feeds", "Hls"), ("Feeds", "Mp4"));
        plan.Circles()
            .First()
            .ShouldBe("Feeds -> Hls (P/Feeds/A.cs), Hls -> Pipeline (P/Hls/A.cs), Pipeline -> Feeds (P/Pipeline/A.cs)");
    }

    [Fact]
    public void Folders_that_share_another_folder_are_no_cycle() =>
        Plan(("Hls", "Mp4"), ("Pipeline", "Mp4"), ("Pipeline", "Hls")).Circles().ShouldBeEmpty();

    private static FolderPlan Plan(params (string Folder, string Used)[] uses) =>
        new(
            "CamStream.P",
            [
                .. uses.Select(use =>
                    ($"P/{use.Folder}/A.cs", (IReadOnlyList<string>)[$"using CamStream.P.{use.Used};"])
                ),
                ("P/Mp4/Box.cs", []),
            ]
        );
}
