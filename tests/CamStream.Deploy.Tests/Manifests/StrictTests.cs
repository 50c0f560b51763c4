using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>Checks every object against the types and schemas of the Kubernetes API.</summary>
public class StrictTests(RenderedOverlays overlays)
{
    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_object_has_only_known_fields_with_allowed_values(string overlay) =>
        (await ProblemsAsync((await overlays[overlay]).Objects)).ShouldBeEmpty();

    [Fact]
    public async Task Unknown_kinds_and_fields_and_forbidden_values_are_found()
    {
        var deployment = new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = "wrong" },
            ["spec"] = new JsonObject
            {
                ["replicas"] = "two",
                ["selector"] = new JsonObject(),
                ["template"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["containers"] = new JsonArray(
                            new JsonObject { ["name"] = "it", ["imagePullPolcy"] = "Always" }
                        ),
                    },
                },
            },
        };
        var unknown = new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deplyoment",
            ["metadata"] = new JsonObject { ["name"] = "wrong" },
        };

        var problems = await ProblemsAsync([new(deployment), new(unknown)]);

        problems.ShouldContain(problem => problem.Contains("imagePullPolcy", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.Contains("replicas must be integer", StringComparison.Ordinal));
        problems.ShouldContain("Deplyoment wrong: no such object as Deplyoment of apps/v1");
    }

    private static async Task<string[]> ProblemsAsync(IEnumerable<KubernetesObject> objects)
    {
        var all = new JsonArray([.. objects.Select(item => item.Json.DeepClone())]);
        var said = await Command.RunAsync(
            new ProcessStartInfo(
                "node",
                [Repository.File("tests", "CamStream.Deploy.Tests", "kubernetes", "validate.mjs")]
            ),
            all.ToJsonString(),
            Command.Cancellation
        );
        return JsonSerializer.Deserialize<string[]>(said)!;
    }
}
