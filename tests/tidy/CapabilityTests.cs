namespace RailLife.Tests.Tidy;

public class CapabilityTests
{
    [Fact]
    public void The_list_of_capabilities_says_what_the_code_does()
    {
        var expected = CapabilityList.Build();
        var path = Path.Combine(Repository.Root, CapabilityList.Path);
        if (Environment.GetEnvironmentVariable("RAILLIFE_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }
        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, $"{CapabilityList.Path} is out of date; write it anew with RAILLIFE_WRITE_DOCS=1 and this test");
    }
}
