namespace CamStream.Accounts;

public sealed class AccountsFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("camstream-accounts-");

    private AccountsFolder Folder => new(Path.Combine(_parent.FullName, "accounts"));

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void A_camera_gets_a_password_of_its_own_and_its_account_can_be_taken_away()
    {
        var passwords = new[] { Folder.AddCamera("garden"), Folder.AddCamera("front-door") };

        passwords[0].ShouldNotBe(passwords[1]);
        passwords.ShouldAllBe(password => password.Length == 24);
        Folder.Cameras.ShouldBe(["garden", "front-door"]);
        var left = Folder.Passwords.Lines[1];

        Folder.RemoveCamera("garden");

        Folder.Passwords.Lines.ShouldBe([left]);
    }

    [Theory]
    [InlineData("Garden", "'Garden' is not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.")]
    [InlineData("a:b", "'a:b' is not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.")]
    [InlineData("a\nb", "'a\nb' is not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.")]
    [InlineData("ingest", "'ingest' is the service's own name.")]
    [InlineData("garden", "'garden' has an account: remove it to make another.")]
    public void Names_that_are_none_or_are_taken_get_no_account(string name, string problem)
    {
        Folder.AddCamera("garden");
        var before = Folder.Passwords.Lines;

        Should.Throw<InvalidOperationException>(() => Folder.AddCamera(name)).Message.ShouldBe(problem);

        Folder.Passwords.Lines.ShouldBe(before);
    }

    [Fact]
    public void An_account_that_is_not_there_cannot_be_taken_away_nor_can_the_services()
    {
        Folder.Prepare(["localhost"], TimeProvider.System);

        Should
            .Throw<InvalidOperationException>(() => Folder.RemoveCamera("garden"))
            .Message.ShouldBe("'garden' has no account.");
        Should.Throw<InvalidOperationException>(() => Folder.RemoveCamera("ingest"));
        Folder.Passwords.Users.ShouldBe(["ingest"]);
    }

    [Fact]
    public void A_new_certificate_leaves_the_authority_and_all_accounts_as_they_are()
    {
        Folder.Prepare(["mqtt.example"], TimeProvider.System);
        Folder.AddCamera("garden");
        string[] kept = ["passwd", "ingest-password", "ca.crt", "ca.key"];
        var before = kept.Select(Read).ToArray();
        var certificate = Read("tls.crt");

        Folder.Prepare(["other.example", "10.0.0.5"], TimeProvider.System);

        kept.Select(Read).ShouldBe(before);
        Read("tls.crt").ShouldNotBe(certificate);
        Folder.Host.ShouldBe("other.example");

        string Read(string file) => File.ReadAllText(Path.Combine(Folder.Path, file));
    }

    [Fact]
    public void Nobody_else_reads_any_of_it()
    {
        Folder.Prepare(["localhost"], TimeProvider.System);
        Folder.AddCamera("garden");

        var others =
            UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;
        (new DirectoryInfo(Folder.Path).UnixFileMode & others).ShouldBe(UnixFileMode.None);
        new DirectoryInfo(Folder.Path)
            .GetFiles()
            .ShouldAllBe(file => (file.UnixFileMode & others) == UnixFileMode.None);
    }
}
