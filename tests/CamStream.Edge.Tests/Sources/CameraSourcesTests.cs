using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CamStream.Edge.Sources;

public sealed class CameraSourcesTests
{
    public static TheoryData<string> Allowed =>
        [
            .. typeof(EdgeOptions)
                .GetProperty(nameof(EdgeOptions.Source))!
                .GetCustomAttribute<AllowedValuesAttribute>()!
                .Values.Cast<string>(),
        ];

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Every_name_that_the_option_allows_has_its_source(string name)
    {
        var options = new EdgeOptions
        {
            Camera = "porch",
            Source = name,
            File = "clip.mp4",
        };
        CameraSources.Create(options, TimeProvider.System).Kind.ShouldBe(name);
    }

    [Fact]
    public void A_name_that_is_not_allowed_has_none() =>
        Should
            .Throw<NotSupportedException>(() =>
                CameraSources.Create(new EdgeOptions { Camera = "porch", Source = "webcam" }, TimeProvider.System)
            )
            .Message.ShouldBe("This program has no source 'webcam'.");
}
