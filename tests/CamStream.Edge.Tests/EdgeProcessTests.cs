using CamStream.Testing;

namespace CamStream.Edge;

public sealed class EdgeProcessTests
{
    [Fact]
    public async Task The_will_of_a_killed_process_reports_offline()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await using var edge = EdgeProcess.Start(broker, null);
        await listener.StatusAsync(status => status.State == "online");

        edge.Kill();

        (await listener.StatusAsync(status => status.State == "offline")).Captured.ShouldBeNull();
    }

    [Fact]
    public async Task After_SIGTERM_it_publishes_its_last_status_and_exits_with_0()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await using var edge = EdgeProcess.Start(broker, null);
        await listener.StatusAsync(status => status.State == "online");

        edge.Terminate();

        (await listener.StatusAsync(status => status.State == "offline")).Captured.ShouldNotBeNull();
        (await edge.EndAsync()).ShouldBe((0, ""));
    }

    [Theory]
    [InlineData(null, "the broker requires a user name: set Mqtt:User and Mqtt:Password.")]
    [InlineData("wrong", "the broker does not accept 'porch': it has no such account, or another password.")]
    public async Task If_it_cannot_sign_in_it_says_why_and_tries_again(string? password, string expected)
    {
        await using var broker = await Mosquitto.StartAsync("allow_anonymous false");
        await using var edge = EdgeProcess.Start(
            broker,
            password is null ? null : new Dictionary<string, string> { ["Mqtt__Password"] = password }
        );

        (await edge.SaysAsync("Not connected")).ShouldContain(expected);
        (await edge.SaysAsync("Not connected")).ShouldContain(expected);
    }

    [Theory]
    [InlineData(
        "--Edge:Camera=Front Door",
        "Edge:Camera is 'Front Door'. The field EdgeOptions.Camera must be 1 to 63 of a-z, 0-9 and '-', "
            + "not starting or ending with '-'."
    )]
    [InlineData("--Edge:Width=5", "Edge:Width is '5'. The field EdgeOptions.Width must be between 16 and 4096.")]
    [InlineData(
        "--Edge:FramesPerSecond=0",
        "Edge:FramesPerSecond is '0'. The field EdgeOptions.FramesPerSecond must be between 0.1 and 60."
    )]
    [InlineData(
        "--Edge:Rotation=45",
        "Edge:Rotation is '45'. The field EdgeOptions.Rotation must be 0, 90, 180 or 270."
    )]
    [InlineData(
        "--Edge:Source=webcam",
        "Edge:Source is 'webcam'. The field EdgeOptions.Source must be rpicam, v4l2, file or pattern."
    )]
    [InlineData(
        "--Edge:Source=file",
        "Edge:File is ''. The field EdgeOptions.File must name a video file or a folder of JPEGs that exists."
    )]
    [InlineData("--Mqtt:Port=70000", "Mqtt:Port is '70000'. The field BrokerOptions.Port must be between 1 and 65535.")]
    [InlineData(
        "--Mqtt:PasswordFile=/nowhere",
        "Mqtt:PasswordFile is '/nowhere'. The field BrokerOptions.PasswordFile must name a file that exists."
    )]
    [InlineData(
        "--Mqtt:CaFile=/etc/hostname",
        "Mqtt:CaFile is '/etc/hostname'. The field BrokerOptions.CaFile must be given with BrokerOptions.Tls only."
    )]
    [InlineData(
        "--Edge:Width=wide",
        "Failed to convert configuration value 'wide' at 'Edge:Width' to type 'System.Int32'."
    )]
    public async Task A_bad_option_stops_it_with_name_value_and_what_is_allowed(string option, string expected)
    {
        await using var edge = EdgeProcess.Start(null, null, option);

        var (exitCode, error) = await edge.EndAsync();

        error.TrimEnd().ShouldBe(expected);
        exitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Without_the_test_pattern_it_says_how_to_include_it()
    {
        var folder = Directory.CreateTempSubdirectory("camstream-edge-");
        try
        {
            await using var edge = await EdgeProcess.StartWithoutPatternAsync(folder.FullName, "--Edge:Source=pattern");

            var (exitCode, error) = await edge.EndAsync();

            error
                .TrimEnd()
                .ShouldBe(
                    "Edge:Source is 'pattern'. The field EdgeOptions.Source must be rpicam, v4l2 or file: "
                        + "this program was published without the test pattern. "
                        + "deploy/edge/publish --with-pattern includes it."
                );
            exitCode.ShouldBe(2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Environment_and_command_line_override_the_configuration_file()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """{"Edge":{"Width":400,"Height":304,"Quality":33,"FramesPerSecond":10}}""",
            TestContext.Current.CancellationToken
        );
        await using var edge = EdgeProcess.Start(
            broker,
            new Dictionary<string, string> { ["Edge__Width"] = "480", ["Edge__Quality"] = "44" },
            "--config",
            file,
            "--Edge:Quality=55"
        );

        var settings = (await listener.StatusAsync(status => status.State == "online")).Settings!;

        (settings.Width, settings.Height, settings.Quality, settings.Fps).ShouldBe((480, 304, 55, 10));
        File.Delete(file);
    }
}
