/** Stands for cdktf in the project "no-cdktf". */
throw new Error("this test loads cdktf, but test/environment/reaches-cdktf.cjs doesn't see that it does, so that it would not run on cdktn");
